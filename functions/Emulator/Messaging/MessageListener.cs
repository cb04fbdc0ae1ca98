using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Messaging;

/// <summary>Receives for all Service Bus functions.</summary>
internal sealed class MessageListener : IListener, IManualStart, IDisposable
{
    private readonly HostFaults faults;
    private readonly MessageReceiver[] receivers;
    private readonly Broker broker;
    private readonly CancellationTokenSource stopping = new();
    private readonly ListenerTasks loops = new();

    public MessageListener(FunctionCatalog catalog, Broker broker, FunctionRunner runner, TimeProvider clock, IConfiguration configuration, HostFaults faults, ILogger<MessageListener> logger)
    {
        this.faults = faults;
        this.broker = broker;
        var settings = ReceiverSettings.Of(configuration);
        receivers = [.. catalog.TriggeredBy<ServiceBusTriggerAttribute>()
            .Select(bus => new MessageReceiver(bus.Function, bus.Trigger, Topology.EntityOf(bus.Trigger, configuration), settings, broker, runner, clock, faults, logger))];
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await broker.RecoverAsync();
        foreach (var receiver in receivers)
        {
            loops.Add(Task.Run(() => faults.GuardAsync(() => receiver.ReceiveAsync(stopping.Token), stopping.Token), CancellationToken.None));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await loops.WaitAsync(cancellationToken);
        foreach (var receiver in receivers)
        {
            await receiver.WaitForRunningAsync(cancellationToken);
        }
    }

    public bool CanStart(FunctionDescriptor function) => function.Trigger is ServiceBusTriggerAttribute;

    /// <summary>Sends the input to what the function receives from.</summary>
    public Task StartAsync(FunctionDescriptor function, string input, CancellationToken cancellationToken) =>
        broker.SendAsync(receivers.First(receiver => receiver.Function == function).Entity, [new ServiceBusMessage(input)]);

    public void Dispose()
    {
        stopping.Dispose();
        foreach (var receiver in receivers)
        {
            receiver.Dispose();
        }
    }
}
