using System.Collections.Concurrent;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Wakes receivers when a message may have come.</summary>
internal sealed class ArrivalSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Completes at the next arrival; to be asked for before looking, so that none is missed.</summary>
    public Task Next(string entity) =>
        _waiting.GetOrAdd(entity, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Set(string entity)
    {
        if (_waiting.TryRemove(entity, out var waiter))
        {
            waiter.SetResult();
        }
    }
}
