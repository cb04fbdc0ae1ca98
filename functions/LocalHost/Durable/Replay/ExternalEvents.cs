using Microsoft.DurableTask;
using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>Events that nobody has waited for yet, and waits that no event has come for; first come, first served by name.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, LinkedList<DurableStep>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent.EventRaised> _unread = [];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<HistoryEvent.EventRaised> Unread => _unread;

    public bool IsAwaited => _waits.Values.Any(list => list.Count > 0);

    public Task<T> Wait<T>(string name, CancellationToken cancellationToken)
    {
        var wait = new DurableStep<T>(new StepSignature(StepKind.Event, name));
        if (cancellationToken.IsCancellationRequested)
        {
            wait.Cancel(cancellationToken);
            return wait.Task;
        }

        var index = _unread.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var raised = _unread[index];
            _unread.RemoveAt(index);
            wait.Complete(raised.Input, converter);
            return wait.Task;
        }

        if (!_waits.TryGetValue(name, out var list))
            _waits.Add(name, list = []);
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
        if (!_waits.TryGetValue(raised.Name, out var list) || list.First is not { } node)
        {
            _unread.Add(raised);
            return;
        }

        list.Remove(node);
        node.Value.Complete(raised.Input, converter);
    }
}
