using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Receives for one function: so many messages, or one batch after another, at once. Returning completes, throwing abandons.</summary>
internal sealed class MessageReceiver(
    FunctionDescriptor function,
    ServiceBusTriggerAttribute trigger,
    string entity,
    ReceiverSettings settings,
    Broker broker,
    FunctionRunner runner,
    TimeProvider clock,
    HostFaults faults,
    ILogger logger) : IDisposable
{
    private readonly int _atOnce = trigger.IsBatched ? 1 : settings.MaxConcurrentCalls;
    private readonly SemaphoreSlim _slots = new(trigger.IsBatched ? 1 : settings.MaxConcurrentCalls);
    private readonly ListenerTasks _running = new();
    private readonly bool _completes = AttributeSays(function) ?? settings.AutoCompleteMessages;
    private volatile bool _isWaiting;

    public FunctionDescriptor Function => function;

    public string Entity => entity;

    /// <summary>Whether messages are under way or can be received.</summary>
    public bool IsBusy => !_isWaiting || _slots.CurrentCount < _atOnce || broker.NextAvailable(entity) <= clock.GetUtcNow();

    /// <summary>Receives until the host stops, then waits for what is under way.</summary>
    public async Task ReceiveAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _slots.WaitAsync(stopping);
            var taken = 1;
            while (!trigger.IsBatched && _slots.Wait(0, CancellationToken.None))
            {
                taken++;
            }

            var arrival = broker.Arrivals.Next(entity);
            var messages = await broker.ReceiveAsync(entity, trigger.IsBatched ? settings.MaxMessageBatchSize : taken);
            var batches = trigger.IsBatched
                ? messages.Count == 0 ? [] : [messages]
                : messages.Select(message => new List<BrokerMessage> { message }).ToArray();
            foreach (var batch in batches)
            {
                _running.Add(Task.Run(() => faults.GuardAsync(() => HandleThenReleaseAsync(batch, stopping), stopping), CancellationToken.None));
            }

            if (taken > batches.Length)
            {
                _slots.Release(taken - batches.Length);
            }

            if (messages.Count == 0)
            {
                await WaitAsync(arrival, stopping);
            }
        }
    }

    public Task WaitForRunningAsync(CancellationToken cancellationToken) => _running.WaitAsync(cancellationToken);

    public void Dispose() => _slots.Dispose();

    /// <summary>Waits for an arrival, or for the end of a lock or delay.</summary>
    private async Task WaitAsync(Task arrival, CancellationToken stopping)
    {
        var wait = broker.NextAvailable(entity) is { } next ? next - clock.GetUtcNow() : MaxWait;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delay = Task.Delay(wait < MaxWait ? wait : MaxWait, clock, either.Token);
        _isWaiting = true;
        await Task.WhenAny(arrival, delay);
        _isWaiting = false;
        await either.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    /// <summary>What the trigger says of completing; null where it says nothing, which its property cannot tell from false.</summary>
    private static bool? AttributeSays(FunctionDescriptor function) => function.TriggerParameter.GetCustomAttributesData()
        .Single(data => data.AttributeType == typeof(ServiceBusTriggerAttribute)).NamedArguments
        .Where(named => named.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))
        .Select(named => (bool?)named.TypedValue.Value)
        .FirstOrDefault();

    private async Task HandleThenReleaseAsync(List<BrokerMessage> messages, CancellationToken stopping)
    {
        try
        {
            await HandleAsync(messages, stopping);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task HandleAsync(List<BrokerMessage> messages, CancellationToken stopping)
    {
        var batch = new MessageBatch(messages);
        // As with Service Bus, a batch has the duration of its locks and no more.
        using var renewal = trigger.IsBatched ? null : new LockRenewal(broker, messages[0], settings.MaxAutoLockRenewalDuration, clock);
        try
        {
            await runner.InvokeAsync(function, batch, MessageBatch.BindingData, stopping);
        }
        catch (Exception)
        {
            // The runner has logged it.
            renewal?.Dispose();
            await SettleAsync(messages, message => broker.AbandonAsync(message));
            return;
        }

        renewal?.Dispose();
        if (_completes)
        {
            await SettleAsync(messages, broker.CompleteAsync);
        }
    }

    /// <summary>Settles what the function has not settled itself; a lock that was lost concerns its message alone.</summary>
    private async Task SettleAsync(List<BrokerMessage> messages, Func<BrokerMessage, Task> settle)
    {
        foreach (var settling in messages.Where(message => !message.IsSettled).Select(settle).ToArray())
        {
            try
            {
                await settling;
            }
            catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessageLockLost)
            {
                logger.MessageLockLost(function.Name, exception.Message);
            }
        }
    }
}
