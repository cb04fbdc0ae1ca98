namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>
/// Keeps an orchestrator's code on the thread of its turn: continuations posted from it run in order; a continuation posted from
/// any other thread means that the code awaited something that is not durable.
/// </summary>
/// <param name="onForeign">Told of such a continuation, on the thread that posted it.</param>
internal sealed class OrchestrationThread(Action onForeign) : SynchronizationContext
{
    private readonly int _threadId = Environment.CurrentManagedThreadId;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = [];
    private volatile bool _closed;

    public bool IsCurrent => !_closed && Environment.CurrentManagedThreadId == _threadId;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            _queue.Enqueue((d, state));
        else
            onForeign();
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what has been posted, and what that posts.</summary>
    public void Drain()
    {
        while (_queue.TryDequeue(out var next))
            next.Callback(next.State);
    }

    /// <summary>Ends the turn; later continuations are foreign.</summary>
    public void Close() => _closed = true;
}
