namespace MlFunctions.Training;

/// <summary>
/// The cores of this process, shared by the trainings that go on in it at the same time: together they have as many threads as there
/// are cores. How many a training gets changes how long it takes and nothing else.
/// </summary>
internal sealed class TrainingCores(int cores)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private int _free = cores;

    /// <summary>The cores of this machine.</summary>
    public static TrainingCores OfMachine() => new(Environment.ProcessorCount);

    /// <summary>How many cores there are in all.</summary>
    public int Count { get; } = cores;

    /// <summary>A fair share of the cores for each of so many pieces of work that are done at once.</summary>
    public int ShareOf(int pieces) => Math.Max(1, Count / Math.Max(1, pieces));

    /// <summary>Waits, first come, first served, until a core is free, and takes it with as many others as are free.</summary>
    /// <param name="most">How many are of use, at least 1.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Lease> TakeAsync(int most, CancellationToken cancellationToken)
    {
        Waiting waiting;
        lock (_gate)
        {
            if (_free > 0 && _waiting.Count == 0)
            {
                return Take(most);
            }

            waiting = new Waiting(most);
            _waiting.AddLast(waiting);
        }

        await using var gaveUp = cancellationToken.Register(() =>
        {
            lock (_gate)
            {
                if (_waiting.Remove(waiting))
                {
                    waiting.Lease.SetCanceled(cancellationToken);
                }
            }
        });
        return await waiting.Lease.Task;
    }

    private Lease Take(int most)
    {
        var threads = Math.Min(most, _free);
        _free -= threads;
        return new Lease(this, threads);
    }

    private void Return(int threads)
    {
        lock (_gate)
        {
            _free += threads;
            while (_free > 0 && _waiting.First is { Value: var next })
            {
                _waiting.RemoveFirst();
                next.Lease.SetResult(Take(next.Most));
            }
        }
    }

    /// <summary>Cores that are taken until this is disposed.</summary>
    /// <param name="owner">Where they go back to.</param>
    /// <param name="threads">How many.</param>
    internal sealed class Lease(TrainingCores owner, int threads) : IDisposable
    {
        private bool _isReturned;

        /// <summary>How many threads the training may use, at least 1.</summary>
        public int Threads => threads;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isReturned, true))
            {
                owner.Return(threads);
            }
        }
    }

    private sealed record Waiting(int Most)
    {
        public TaskCompletionSource<Lease> Lease { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
