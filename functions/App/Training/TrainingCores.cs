using MlFunctions.Learning;

namespace MlFunctions.Training;

/// <summary>
/// The cores of this process, shared evenly by the trainings that go on in it at the same time: at most one a core, and the fewer there
/// are, the more threads each has, from one moment to the next. How many a training gets changes how long it takes and nothing else.
/// </summary>
public sealed class TrainingCores(int cores)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<Lease>> _waiting = [];
    private int _atWork;

    /// <summary>What each of the trainings at work has.</summary>
    private int Share => cores / Math.Max(1, Volatile.Read(ref _atWork));

    /// <summary>The cores of this machine.</summary>
    public static TrainingCores OfMachine() => new(Environment.ProcessorCount);

    /// <summary>Waits, first come, first served, until a core is free, and takes part in sharing the cores.</summary>
    public async Task<Lease> TakeAsync(CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource<Lease>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_atWork < cores)
            {
                _atWork++;
                return new Lease(this);
            }

            _waiting.AddLast(waiting);
        }

        await using var gaveUp = cancellationToken.Register(() =>
        {
            lock (_gate)
            {
                if (_waiting.Remove(waiting))
                {
                    waiting.SetCanceled(cancellationToken);
                }
            }
        });
        return await waiting.Task;
    }

    private void Return()
    {
        lock (_gate)
        {
            if (_waiting.First is { Value: var next })
            {
                _waiting.RemoveFirst();
                next.SetResult(new Lease(this));
                return;
            }

            _atWork--;
        }
    }

    /// <summary>A share of the cores that ends when this is disposed.</summary>
    /// <param name="owner">The cores.</param>
    public sealed class Lease(TrainingCores owner) : IDisposable
    {
        private bool _isReturned;

        /// <summary>How many threads the training may use.</summary>
        public ThreadShare Threads { get; } = new(() => owner.Share);

        /// <inheritdoc/>
        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isReturned, true))
            {
                owner.Return();
            }
        }
    }
}
