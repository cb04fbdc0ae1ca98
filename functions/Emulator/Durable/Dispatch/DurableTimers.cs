using MlFunctions.Emulator.Durable.History;
using MlFunctions.Emulator.Durable.Storage;
using MlFunctions.Emulator.State;

namespace MlFunctions.Emulator.Durable.Dispatch;

/// <summary>Fires durable timers when they are due, on the host's clock.</summary>
internal sealed class DurableTimers : IDisposable
{
    /// <summary>Timers of the system take no longer waits; the queue is looked at again in between.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly StateStore store;
    private readonly InboxTable inboxes;
    private readonly TimeProvider time;
    private readonly Action<long> wake;
    private readonly Action<Exception> onFault;
    private readonly PriorityQueue<DueTimer, DateTime> waiting = new();
    private readonly ITimer alarm;
    private bool disposed;

    public DurableTimers(StateStore store, InboxTable inboxes, TimeProvider time, Action<long> wake, Action<Exception> onFault)
    {
        this.store = store;
        this.inboxes = inboxes;
        this.time = time;
        this.wake = wake;
        this.onFault = onFault;
        alarm = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DueTimer timer)
    {
        lock (waiting)
        {
            waiting.Enqueue(timer, timer.Due);
            if (waiting.Peek() == timer)
                SetAlarm();
        }
    }

    public void Dispose()
    {
        lock (waiting)
        {
            disposed = true;
            alarm.Dispose();
        }
    }

    private void SetAlarm()
    {
        if (disposed || !waiting.TryPeek(out _, out var due))
            return;
        var wait = due - time.GetUtcNow().UtcDateTime;
        alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private void FireDue()
    {
        var due = new List<DueTimer>();
        lock (waiting)
        {
            var now = time.GetUtcNow().UtcDateTime;
            while (waiting.TryPeek(out var timer, out var at) && at <= now)
            {
                waiting.Dequeue();
                due.Add(timer);
            }

            SetAlarm();
        }

        if (due.Count > 0)
            _ = FireAsync(due);
    }

    private async Task FireAsync(List<DueTimer> due)
    {
        try
        {
            await store.WriteAsync(c => due.ForEach(timer => Fire(c, timer)));
            due.ForEach(timer => wake(timer.Step.Instance));
        }
        catch (OperationCanceledException)
        {
            // The store is closed: what is due fires at the next start.
        }
        catch (Exception e)
        {
            onFault(e);
        }
    }

    private void Fire(StateConnection c, DueTimer timer)
    {
        if (TimerTable.Delete(c, timer.Step) && timer.Step.StepId != StepKey.Start)
            inboxes.Deliver(c, timer.Step.Instance, timer.Step.Generation, new HistoryEvent.TimerFired(timer.Due, timer.Step.StepId));
    }
}
