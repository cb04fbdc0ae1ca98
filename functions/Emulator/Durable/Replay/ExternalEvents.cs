using Microsoft.DurableTask;
using MlFunctions.Emulator.Durable.History;

namespace MlFunctions.Emulator.Durable.Replay;

/// <summary>Events that nobody has waited for yet, and waits that no event has come for; first come, first served by name.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, LinkedList<DurableStep>> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent.EventRaised> unread = [];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<HistoryEvent.EventRaised> Unread => unread;

    public bool IsAwaited => waits.Values.Any(list => list.Count > 0);

    public Task<T> Wait<T>(string name, CancellationToken cancellationToken)
    {
        var wait = new DurableStep<T>(new StepSignature(StepKind.Event, name));
        if (cancellationToken.IsCancellationRequested)
        {
            wait.Cancel(cancellationToken);
            return wait.Task;
        }

        var index = unread.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var raised = unread[index];
            unread.RemoveAt(index);
            wait.Complete(raised.Input, converter);
            return wait.Task;
        }

        if (!waits.TryGetValue(name, out var list))
            waits.Add(name, list = []);
        var node = list.AddLast(wait);
        cancellationToken.Register(() =>
        {
            if (node.List is null)
                return;
            node.List.Remove(node);
            wait.Cancel(cancellationToken);
        });
        return wait.Task;
    }

    public void Raise(HistoryEvent.EventRaised raised)
    {
        if (!waits.TryGetValue(raised.Name, out var list) || list.First is not { } node)
        {
            unread.Add(raised);
            return;
        }

        list.Remove(node);
        node.Value.Complete(raised.Input, converter);
    }
}
