using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Messaging;

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
    private readonly SemaphoreSlim slots = new(trigger.IsBatched ? 1 : settings.MaxConcurrentCalls);
    private readonly ListenerTasks running = new();

    public FunctionDescriptor Function => function;

    public string Entity => entity;

    /// <summary>Receives until the host stops, then waits for what is under way.</summary>
    public async Task ReceiveAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await slots.WaitAsync(stopping);
            var taken = 1;
            while (!trigger.IsBatched && slots.Wait(0, CancellationToken.None))
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
                running.Add(Task.Run(() => faults.GuardAsync(() => HandleThenReleaseAsync(batch, stopping), stopping), CancellationToken.None));
            }

            if (taken > batches.Length)
            {
                slots.Release(taken - batches.Length);
            }

            if (messages.Count == 0)
            {
                await WaitAsync(arrival, stopping);
            }
        }
    }

    public Task WaitForRunningAsync(CancellationToken cancellationToken) => running.WaitAsync(cancellationToken);

    public void Dispose() => slots.Dispose();

    /// <summary>Waits for an arrival, or for the end of a lock or delay.</summary>
    private async Task WaitAsync(Task arrival, CancellationToken stopping)
    {
        if (broker.NextAvailable(entity) is not { } next)
        {
            await arrival.WaitAsync(stopping);
            return;
        }

        var wait = next - clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(arrival, Task.Delay(wait < MaxWait ? wait : MaxWait, clock, either.Token));
            await either.CancelAsync();
            stopping.ThrowIfCancellationRequested();
        }
    }

    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private async Task HandleThenReleaseAsync(List<BrokerMessage> messages, CancellationToken stopping)
    {
        try
        {
            await HandleAsync(messages, stopping);
        }
        catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            logger.MessageLockLost(function.Name, exception.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task HandleAsync(List<BrokerMessage> messages, CancellationToken stopping)
    {
        var batch = new MessageBatch([.. messages.Select(message => new ServiceBusReceivedMessage(message))]);
        using var renewal = new LockRenewal(broker, messages, settings.MaxAutoLockRenewalDuration, clock);
        try
        {
            await runner.InvokeAsync(function, batch, MessageBatch.BindingData, stopping);
        }
        catch (Exception)
        {
            // The runner has logged it.
            renewal.Dispose();
            foreach (var message in messages.Where(message => !message.IsSettled))
            {
                await broker.AbandonAsync(message);
            }

            return;
        }

        renewal.Dispose();
        if (trigger.AutoCompleteMessages && settings.AutoCompleteMessages)
        {
            foreach (var completion in messages.Where(message => !message.IsSettled).Select(broker.CompleteAsync).ToArray())
            {
                await completion;
            }
        }
    }
}
