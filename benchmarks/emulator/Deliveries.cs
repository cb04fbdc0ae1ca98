namespace MlFunctions.Emulator.Benchmarks;

internal sealed class Deliveries
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    public required int Expected { get; init; }

    public Task Reached => reached.Task;

    public void Add()
    {
        if (Interlocked.Increment(ref count) == Expected)
        {
            reached.SetResult();
        }
    }
}
