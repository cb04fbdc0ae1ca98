using System.Threading.Channels;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Dispatch;

/// <summary>Runs activities, so many at a time. An activity's result and the end of its work item are one commit, so that it runs again unless its result is kept.</summary>
internal sealed class ActivityDispatcher(
    StateStore store,
    InboxTable inboxes,
    IDurableFunctions functions,
    DataConverter converter,
    int atOnce,
    ILogger logger,
    TimeProvider time,
    Action<long> wake,
    Action<Exception> onFault)
{
    private readonly Channel<WorkItem> _ready = Channel.CreateUnbounded<WorkItem>();
    private Task[] _loops = [];
    private int _open;

    /// <summary>Whether an activity runs or waits for its turn.</summary>
    public bool IsBusy => Volatile.Read(ref _open) > 0;

    public void Start(CancellationToken stopping) => _loops = [.. Enumerable.Range(0, atOnce).Select(_ => Task.Run(() => LoopAsync(stopping), CancellationToken.None))];

    public void Add(WorkItem work)
    {
        Interlocked.Increment(ref _open);
        _ready.Writer.TryWrite(work);
    }

    /// <summary>Waits for activities under way, and starts no more.</summary>
    public Task StopAsync()
    {
        _ready.Writer.TryComplete();
        while (_ready.Reader.TryRead(out _))
        {
            // What has not begun is found again at the next start.
        }

        return Task.WhenAll(_loops);
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        await foreach (var (key, queued) in _ready.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                if ((queued ?? store.Read(c => WorkTable.Read(c, key))) is { } call)
                    await RunAsync(key, call, stopping);
                Interlocked.Decrement(ref _open);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                onFault(e);
                return;
            }
        }
    }

    private async Task RunAsync(StepKey key, ScheduledActivity call, CancellationToken stopping)
    {
        if (await ResultAsync(key, call, stopping) is not { } result)
            return;
        var delivered = await store.WriteAsync(c => WorkTable.Delete(c, key) && inboxes.Deliver(c, key.Instance, key.Generation, result));
        logger.ActivityEnded(call.Name, call.InstanceId, key.StepId);
        if (delivered)
            wake(key.Instance);
    }

    /// <summary>How the activity ended; null when it was broken off.</summary>
    private async Task<HistoryEvent?> ResultAsync(StepKey key, ScheduledActivity call, CancellationToken stopping)
    {
        try
        {
            if (!functions.HasActivity(call.Name))
                throw new InvalidOperationException($"There is no activity '{call.Name}' in this app.");
            logger.ActivityBegun(call.Name, call.InstanceId, key.StepId);
            var result = await functions.RunActivityAsync(call.Name, call.InstanceId, call.Input, stopping);
            return new HistoryEvent.TaskCompleted(time.GetUtcNow().UtcDateTime, key.StepId, converter.Serialize(result));
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Whatever it throws, it may be because it was told to stop: it runs again at the next start.
            return null;
        }
        catch (Exception e) when (e is not StateException)
        {
            logger.ActivityFailed(call.Name, call.InstanceId, key.StepId, e.Message);
            return new HistoryEvent.TaskFailed(time.GetUtcNow().UtcDateTime, key.StepId, TaskFailureDetails.FromException(e));
        }
    }
}
