namespace MlFunctions.LocalHost.Benchmarks;

internal sealed class Deliveries
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public required int Expected { get; init; }

    public Task Reached => _reached.Task;

    public void Add()
    {
        if (Interlocked.Increment(ref _count) == Expected)
        {
            _reached.SetResult();
        }
    }
}
