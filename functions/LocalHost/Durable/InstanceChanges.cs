namespace MlFunctions.LocalHost.Durable;

/// <summary>Wakes those who wait for the status of an instance to change; keeps nothing of an instance that nobody waits for.</summary>
internal sealed class InstanceChanges
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<Watch>> _watches = new(StringComparer.Ordinal);
    private bool _ended;

    /// <summary>How many instances are waited for.</summary>
    public int Watched
    {
        get
        {
            lock (_gate)
                return _watches.Count;
        }
    }

    /// <summary>Watches for the next change of an instance until disposed of; to be asked for before its status is read, so that no change is missed.</summary>
    public Watch Next(string instanceId)
    {
        var watch = new Watch(this, instanceId);
        lock (_gate)
        {
            if (_ended)
                watch.GiveUp();
            else if (!_watches.TryAdd(instanceId, [watch]))
                _watches[instanceId].Add(watch);
        }

        return watch;
    }

    /// <summary>The status or custom status of an instance has changed.</summary>
    public void Set(string instanceId)
    {
        lock (_gate)
        {
            if (_watches.Remove(instanceId, out var watches))
            {
                foreach (var watch in watches)
                    watch.Wake();
            }
        }
    }

    /// <summary>Cancels all waits, and those to come.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var watch in _watches.Values.SelectMany(watches => watches))
                watch.GiveUp();
            _watches.Clear();
        }
    }

    private void Forget(string instanceId, Watch watch)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(instanceId, out var watches) && watches.Remove(watch) && watches.Count == 0)
                _watches.Remove(instanceId);
        }
    }

    /// <summary>A wait for one change.</summary>
    internal sealed class Watch(InstanceChanges changes, string instanceId) : IDisposable
    {
        private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes at the change; cancelled when the engine stops.</summary>
        public Task Changed => _changed.Task;

        public void Wake() => _changed.TrySetResult();

        public void GiveUp() => _changed.TrySetCanceled();

        public void Dispose() => changes.Forget(instanceId, this);
    }
}
