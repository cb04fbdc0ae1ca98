using Azure.Messaging.ServiceBus;

namespace MlFunctions.Emulator.Messaging;

/// <summary>Keeps messages locked while their function runs, for so long at most.</summary>
internal sealed class LockRenewal : IDisposable
{
    private readonly Broker broker;
    private readonly IReadOnlyList<BrokerMessage> messages;
    private readonly TimeProvider clock;
    private readonly DateTimeOffset end;
    private readonly ITimer timer;

    public LockRenewal(Broker broker, IReadOnlyList<BrokerMessage> messages, TimeSpan duration, TimeProvider clock)
    {
        this.broker = broker;
        this.messages = messages;
        this.clock = clock;
        end = clock.GetUtcNow() + duration;
        var interval = broker.SettingsOf(messages[0].Entity).LockDuration / 2;
        timer = clock.CreateTimer(_ => Renew(), state: null, interval, interval);
    }

    public void Dispose() => timer.Dispose();

    private void Renew()
    {
        if (clock.GetUtcNow() >= end)
        {
            timer.Dispose();
            return;
        }

        foreach (var message in messages.Where(message => !message.IsSettled))
        {
            _ = RenewAsync(message);
        }
    }

    private async Task RenewAsync(BrokerMessage message)
    {
        try
        {
            await broker.RenewAsync(message);
        }
        catch (Exception exception) when (exception is ServiceBusException or OperationCanceledException)
        {
            // Settled or lost meanwhile, or the store was closed: whoever settles the message says so.
        }
    }
}
