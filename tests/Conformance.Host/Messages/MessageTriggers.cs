using System.Collections.Concurrent;

namespace MlFunctions.Conformance;

/// <summary>All that listens for messages: one listener for each function with a <c>[ServiceBusTrigger]</c>.</summary>
internal sealed class MessageTriggers : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private IReadOnlyList<MessageListener> _listeners = [];

    /// <summary>Each message that was sent, in the order of sending.</summary>
    public ConcurrentQueue<SentMessage> Sent { get; } = new();

    /// <summary>What no function could handle in ten deliveries.</summary>
    public ConcurrentQueue<DeadLetter> DeadLetters { get; } = new();

    /// <summary>Delivers a message to all functions that listen to its queue or topic.</summary>
    public void Deliver(SentMessage message)
    {
        lock (_lock)
        {
            Sent.Enqueue(message);
            Offer(message);
        }
    }

    /// <summary>Begins to deliver; what was sent before is delivered too.</summary>
    public void Start(Worker worker)
    {
        lock (_lock)
        {
            _listeners = [.. worker.Functions.Where(function => function.Trigger.Type == "serviceBusTrigger").Select(function => new MessageListener(worker, function, DeadLetters))];
            foreach (var message in Sent)
            {
                Offer(message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }
    }

    private void Offer(SentMessage message)
    {
        foreach (var listener in _listeners)
        {
            listener.Offer(message);
        }
    }
}
