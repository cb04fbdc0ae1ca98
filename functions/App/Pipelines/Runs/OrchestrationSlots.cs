namespace MlFunctions.Pipelines;

/// <summary>
/// Lets so many parts of an orchestration go on at the same time, first come, first served. All on the orchestration's own thread, and
/// decided by the order of its tasks alone, so a replay decides the same.
/// </summary>
internal sealed class OrchestrationSlots(int free)
{
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _free = free;

    /// <summary>Does the work once there is a slot for it.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        if (_free > 0)
        {
            _free--;
        }
        else
        {
            var turn = new TaskCompletionSource();
            _waiting.Enqueue(turn);
            await turn.Task;
        }

        try
        {
            return await work();
        }
        finally
        {
            if (_waiting.TryDequeue(out var next))
            {
                next.SetResult();
            }
            else
            {
                _free++;
            }
        }
    }
}
