using System.Collections.Concurrent;
using System.Threading.Channels;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>Delivers the messages of a queue or subscription to its function, in the form that the function's parameter asks for. A failed call is repeated, ten times at most.</summary>
internal sealed class MessageListener : IAsyncDisposable
{
    private const int MaximumDeliveries = 10;

    private readonly Channel<SentMessage> _waiting = Channel.CreateUnbounded<SentMessage>();
    private readonly Worker _worker;
    private readonly WorkerFunction _function;
    private readonly string? _entity;
    private readonly ConcurrentQueue<DeadLetter> _deadLetters;
    private readonly Task _delivering;

    public MessageListener(Worker worker, WorkerFunction function, ConcurrentQueue<DeadLetter> deadLetters)
    {
        (_worker, _function, _deadLetters) = (worker, function, deadLetters);
        _entity = function.Trigger.Text("queueName") ?? function.Trigger.Text("topicName");
        _delivering = DeliverAllAsync();
    }

    /// <summary>Takes a message, where it is for the queue or topic that the function listens to.</summary>
    public void Offer(SentMessage message)
    {
        if (message.Entity.Equals(_entity, StringComparison.OrdinalIgnoreCase))
        {
            _waiting.Writer.TryWrite(message);
        }
    }

    /// <summary>Delivers what waits, and then no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _delivering;
    }

    private async Task DeliverAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var messages = new List<SentMessage>();
            while (_waiting.Reader.TryRead(out var message))
            {
                messages.Add(message);
                if (!_function.Trigger.IsMany)
                {
                    break;
                }
            }

            await DeliverAsync(messages);
        }
    }

    private async Task DeliverAsync(IReadOnlyList<SentMessage> messages)
    {
        for (uint delivery = 1; ; delivery++)
        {
            try
            {
                await _worker.InvokeAsync(_function, ToData(_function.Trigger, messages, delivery));
                return;
            }
            catch (Exception exception) when (exception is FunctionFailedException or InvalidOperationException)
            {
                if (exception is InvalidOperationException || delivery == MaximumDeliveries)
                {
                    foreach (var message in messages)
                    {
                        _deadLetters.Enqueue(new DeadLetter(_function.Name, message, exception.Message));
                    }

                    return;
                }
            }
        }
    }

    private static TypedData ToData(FunctionBinding trigger, IReadOnlyList<SentMessage> messages, uint delivery)
    {
        var received = trigger.IsDeferred ? messages.Select(message => message.ToBindingData(delivery)).ToList() : [];
        return (trigger.IsDeferred, trigger.IsMany) switch
        {
            (true, true) => new TypedData { CollectionModelBindingData = new CollectionModelBindingData { ModelBindingData = { received } } },
            (true, false) => new TypedData { ModelBindingData = received[0] },
            (false, true) => new TypedData { CollectionString = new CollectionString { String = { messages.Select(message => message.Text) } } },
            (false, false) => new TypedData { String = messages[0].Text },
        };
    }
}
