using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Messaging;

public sealed class BatchLockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class SlowFunctions(Journal journal, SemaphoreSlim gate)
    {
        [Function("Slow")]
        public async Task Slow([ServiceBusTrigger("slow", IsBatched = true)] ServiceBusReceivedMessage[] messages)
        {
            journal.Add($"{messages.Length} messages, delivery {messages[0].DeliveryCount}");
            await gate.WaitAsync(Cancellation);
            if (messages[0].DeliveryCount == 1)
            {
                throw new InvalidOperationException("too slow");
            }
        }
    }

    [Fact]
    public async Task A_batch_keeps_its_locks_for_their_duration_only_and_each_lost_lock_is_logged()
    {
        var (journal, clock) = (new Journal(), new ManualClock());
        using var gate = new SemaphoreSlim(0);
        using var log = new ListLoggerProvider();
        await using var host = await TestFunctions.StartAsync<SlowFunctions>(
            options =>
            {
                options.Clock = clock;
                options.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(log));
            },
            builder => builder.Services.AddSingleton(journal).AddSingleton(gate));
        await host.Services.GetRequiredService<ServiceBusClient>().CreateSender("slow").SendMessagesAsync([new("a"), new("b")], Cancellation);
        await Eventually.Holds(() => journal.Entries.Count == 1);

        // A lock lasts a minute; half of it would be the time to renew it.
        await clock.AdvanceAsync(TimeSpan.FromSeconds(61));
        gate.Release(2);

        await Eventually.Holds(() => host.CountMessages("slow") == 0);
        Assert.Equal(["2 messages, delivery 1", "2 messages, delivery 2"], journal.Entries);
        Assert.Equal(2, log.Of("MlFunctions.LocalHost.Messaging.MessageListener").Count());
    }
}
