using MlFunctions.LocalHost.Durable.Storage;

namespace MlFunctions.LocalHost.Durable.Dispatch;

/// <summary>Parsed histories of the instances last active, up to a weight in all.</summary>
internal sealed class InstanceCache(int weightInAll)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<(InstanceState State, int Weight)>> _byKey = [];
    private readonly LinkedList<(InstanceState State, int Weight)> _byUse = [];
    private int _weight;

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
            _byKey[state.Key] = _byUse.AddLast((state, state.Weight));
            _weight += state.Weight;
            while (_weight > weightInAll && _byUse.First is { } oldest)
            {
                _byKey.Remove(oldest.Value.State.Key);
                Forget(oldest);
            }
        }
    }

    private void Forget(LinkedListNode<(InstanceState State, int Weight)> node)
    {
        _byUse.Remove(node);
        _weight -= node.Value.Weight;
    }
}
