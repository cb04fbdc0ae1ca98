using Azure.Messaging.ServiceBus;

namespace MlFunctions.Emulator.Messaging;

/// <summary>Keeps messages locked while their function runs, for so long at most.</summary>
internal sealed class LockRenewal : IDisposable
{
    private readonly Broker _broker;
    private readonly IReadOnlyList<BrokerMessage> _messages;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _end;
    private readonly ITimer _timer;

    public LockRenewal(Broker broker, IReadOnlyList<BrokerMessage> messages, TimeSpan duration, TimeProvider clock)
    {
        _broker = broker;
        _messages = messages;
        _clock = clock;
        _end = clock.GetUtcNow() + duration;
        var interval = broker.SettingsOf(messages[0].Entity).LockDuration / 2;
        _timer = clock.CreateTimer(_ => Renew(), state: null, interval, interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Renew()
    {
        if (_clock.GetUtcNow() >= _end)
        {
            _timer.Dispose();
            return;
        }

        foreach (var message in _messages.Where(message => !message.IsSettled))
        {
            _ = RenewAsync(message);
        }
    }

    private async Task RenewAsync(BrokerMessage message)
    {
        try
        {
            await _broker.RenewAsync(message);
        }
        catch (Exception exception) when (exception is ServiceBusException or OperationCanceledException)
        {
            // Settled or lost meanwhile, or the store was closed: whoever settles the message says so.
        }
    }
}
