using System.Collections.Concurrent;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>The tasks that a listener has under way, so that it can wait for them when it stops.</summary>
internal sealed class ListenerTasks
{
    private readonly ConcurrentDictionary<Task, bool> _running = [];

    public void Add(Task task)
    {
        _running.TryAdd(task, value: true);
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until all have ended, however they did, or the token fires.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        foreach (var task in _running.Keys)
        {
            await task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
