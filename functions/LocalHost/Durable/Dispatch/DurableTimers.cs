using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Dispatch;

/// <summary>Fires durable timers when they are due, on the host's clock.</summary>
internal sealed class DurableTimers : IDisposable
{
    /// <summary>Timers of the system take no longer waits; the queue is looked at again in between.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly StateStore _store;
    private readonly InboxTable _inboxes;
    private readonly TimeProvider _time;
    private readonly Action<long> _wake;
    private readonly Action<Exception> _onFault;
    private readonly PriorityQueue<DueTimer, DateTime> _waiting = new();
    private readonly ITimer _alarm;
    private int _firing;
    private bool _disposed;

    public DurableTimers(StateStore store, InboxTable inboxes, TimeProvider time, Action<long> wake, Action<Exception> onFault)
    {
        _store = store;
        _inboxes = inboxes;
        _time = time;
        _wake = wake;
        _onFault = onFault;
        _alarm = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a timer fires, or is to at the time that the clock says.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_waiting)
                return _firing > 0 || (_waiting.TryPeek(out _, out var due) && due <= _time.GetUtcNow().UtcDateTime);
        }
    }

    public void Add(DueTimer timer)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(timer, timer.Due);
            if (_waiting.Peek() == timer)
                SetAlarm();
        }
    }

    public void Dispose()
    {
        lock (_waiting)
        {
            _disposed = true;
            _alarm.Dispose();
        }
    }

    private void SetAlarm()
    {
        if (_disposed || !_waiting.TryPeek(out _, out var due))
            return;
        var wait = due - _time.GetUtcNow().UtcDateTime;
        _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private void FireDue()
    {
        var due = new List<DueTimer>();
        lock (_waiting)
        {
            var now = _time.GetUtcNow().UtcDateTime;
            while (_waiting.TryPeek(out var timer, out var at) && at <= now)
            {
                _waiting.Dequeue();
                due.Add(timer);
            }

            _firing += due.Count;
            SetAlarm();
        }

        if (due.Count > 0)
            _ = FireAsync(due);
    }

    private async Task FireAsync(List<DueTimer> due)
    {
        try
        {
            await _store.WriteAsync(c => due.ForEach(timer => Fire(c, timer)));
            due.ForEach(timer => _wake(timer.Step.Instance));
        }
        catch (OperationCanceledException)
        {
            // The store is closed: what is due fires at the next start.
        }
        catch (Exception e)
        {
            _onFault(e);
        }
        finally
        {
            lock (_waiting)
                _firing -= due.Count;
        }
    }

    private void Fire(StateConnection c, DueTimer timer)
    {
        if (TimerTable.Delete(c, timer.Step) && timer.Step.StepId != StepKey.Start)
            _inboxes.Deliver(c, timer.Step.Instance, timer.Step.Generation, new HistoryEvent.TimerFired(timer.Due, timer.Step.StepId));
    }
}
