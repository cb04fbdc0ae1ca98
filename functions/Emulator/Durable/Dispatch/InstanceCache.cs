using MlFunctions.Emulator.Durable.Storage;

namespace MlFunctions.Emulator.Durable.Dispatch;

/// <summary>Parsed histories of the instances last active, up to a number of events in all.</summary>
internal sealed class InstanceCache(int eventsInAll)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<(InstanceState State, int Events)>> _byKey = [];
    private readonly LinkedList<(InstanceState State, int Events)> _byUse = [];
    private int _events;

    /// <summary>Takes an instance out, for the turn that changes it.</summary>
    public InstanceState? Take(long key)
    {
        lock (_gate)
        {
            if (!_byKey.Remove(key, out var node))
                return null;
            Forget(node);
            return node.Value.State;
        }
    }

    /// <summary>Puts an instance in after its turn; others make room for it.</summary>
    public void Put(InstanceState state)
    {
        lock (_gate)
        {
            _byKey[state.Key] = _byUse.AddLast((state, state.History.Count));
            _events += state.History.Count;
            while (_events > eventsInAll && _byUse.First is { } oldest)
            {
                _byKey.Remove(oldest.Value.State.Key);
                Forget(oldest);
            }
        }
    }

    private void Forget(LinkedListNode<(InstanceState State, int Events)> node)
    {
        _byUse.Remove(node);
        _events -= node.Value.Events;
    }
}
