using MlFunctions.Emulator.Durable.Storage;

namespace MlFunctions.Emulator.Durable.Dispatch;

/// <summary>Parsed histories of the instances last active, up to a number of events in all.</summary>
internal sealed class InstanceCache(int eventsInAll)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, LinkedListNode<(InstanceState State, int Events)>> byKey = [];
    private readonly LinkedList<(InstanceState State, int Events)> byUse = [];
    private int events;

    /// <summary>Takes an instance out, for the turn that changes it.</summary>
    public InstanceState? Take(long key)
    {
        lock (gate)
        {
            if (!byKey.Remove(key, out var node))
                return null;
            Forget(node);
            return node.Value.State;
        }
    }

    /// <summary>Puts an instance in after its turn; others make room for it.</summary>
    public void Put(InstanceState state)
    {
        lock (gate)
        {
            byKey[state.Key] = byUse.AddLast((state, state.History.Count));
            events += state.History.Count;
            while (events > eventsInAll && byUse.First is { } oldest)
            {
                byKey.Remove(oldest.Value.State.Key);
                Forget(oldest);
            }
        }
    }

    private void Forget(LinkedListNode<(InstanceState State, int Events)> node)
    {
        byUse.Remove(node);
        events -= node.Value.Events;
    }
}
