using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Messaging;
using MlFunctions.LocalHost.State;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Tests.Messaging;

/// <summary>A broker on a state of its own and a clock that stands still until the test moves it. Locks last 30 seconds.</summary>
public abstract class BrokerFixture : IDisposable
{
    private protected const string Queue = "work";

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;
    private readonly StateStore _store;

    private protected BrokerFixture()
    {
        _store = StateStore.Open(_directory, BrokerSchema.Schema);
        Broker = CreateBroker(new Dictionary<string, string?>
        {
            ["EmulatorServiceBus:defaults:lockDuration"] = "00:00:30",
            ["EmulatorServiceBus:entities:keeps-expired:deadLetterExpired"] = "true",
        });
    }

    private protected ManualClock Clock { get; } = new();

    private protected Broker Broker { get; }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected Broker CreateBroker(Dictionary<string, string?> settings, params Type[] functions)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new Broker(_store, new Topology(FunctionCatalog.Discover(functions), configuration), Clock, configuration);
    }

    private protected Task<IReadOnlyList<long>> SendAsync(string body, Action<ServiceBusMessage>? change = null, string queue = Queue)
    {
        var message = new ServiceBusMessage(body);
        change?.Invoke(message);
        return Broker.SendAsync(queue, [message]);
    }

    private protected async Task<string[]> ReceiveBodiesAsync(string queue = Queue) =>
        [.. (await Broker.ReceiveAsync(queue, 100)).Select(message => BinaryData.FromBytes(message.Body).ToString())];

    private protected async Task<BrokerMessage> ReceiveOneAsync(string queue = Queue) => Assert.Single(await Broker.ReceiveAsync(queue, 1));
}
