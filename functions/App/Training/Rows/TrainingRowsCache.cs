using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>
/// Keeps the prepared training rows of the runs under way in memory, so that the folds of a run read and encode them once: one feature
/// set a pipeline, for as long as something asks for it, and a little longer.
/// </summary>
public sealed class TrainingRowsCache(TrainingRowsLoader loader, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan KeptUnused = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The training rows of a run.</summary>
    /// <exception cref="PipelineException">They cannot be prepared.</exception>
    public async Task<TrainingRows> GetAsync(RunPlan plan, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        // Folds and metric are no part of the rows.
        var key = $"{plan.RowsHash} {definition.Folds} {definition.Metric}";
        Entry? entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(plan.Pipeline, out entry) || entry.Key != key)
            {
                entry?.Dispose();

                // Not the caller's token: others wait for the same rows.
                entry = new Entry(key, Task.Run(() => loader.LoadAsync(plan, definition, CancellationToken.None), CancellationToken.None));
                _entries[plan.Pipeline] = entry;
            }

            entry.KeepFor(KeptUnused, clock, () => Forget(plan.Pipeline, key));
        }

        try
        {
            var rows = await entry.Rows.WaitAsync(cancellationToken);

            // Whoever waits here trains next, perhaps for minutes; on the one thread that read the rows all others would wait for the first.
            await Task.Yield();
            return rows;
        }
        catch when (entry.Rows.IsFaulted)
        {
            Forget(plan.Pipeline, key);
            throw;
        }
    }

    /// <summary>Lets go of what is kept for a pipeline, because its run has no more use for it.</summary>
    public void Forget(string pipeline) => Forget(pipeline, key: null);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values)
            {
                entry.Dispose();
            }

            _entries.Clear();
        }
    }

    private void Forget(string pipeline, string? key)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(pipeline, out var entry) && (key is null || entry.Key == key))
            {
                entry.Dispose();
                _entries.Remove(pipeline);
            }
        }
    }

    private sealed class Entry(string key, Task<TrainingRows> rows) : IDisposable
    {
        private ITimer? _timer;

        public string Key => key;

        public Task<TrainingRows> Rows => rows;

        public void KeepFor(TimeSpan time, TimeProvider clock, Action forget)
        {
            _timer ??= clock.CreateTimer(_ => forget(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(time, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _timer?.Dispose();
    }
}
