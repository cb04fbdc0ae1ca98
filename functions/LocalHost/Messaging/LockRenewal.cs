using Azure.Messaging.ServiceBus;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Keeps a message locked while its function runs, for so long at most.</summary>
internal sealed class LockRenewal : IDisposable
{
    private readonly Broker _broker;
    private readonly BrokerMessage _message;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _end;
    private readonly ITimer _timer;

    public LockRenewal(Broker broker, BrokerMessage message, TimeSpan duration, TimeProvider clock)
    {
        _broker = broker;
        _message = message;
        _clock = clock;
        _end = clock.GetUtcNow() + duration;
        var interval = broker.SettingsOf(message.Entity).LockDuration / 2;
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

        if (!_message.IsSettled)
        {
            _ = RenewAsync();
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await _broker.RenewAsync(_message);
        }
        catch (Exception exception) when (exception is ServiceBusException or OperationCanceledException)
        {
            // Settled or lost meanwhile, or the store was closed: whoever settles the message says so.
        }
    }
}
