namespace MlFunctions.LocalHost.Testing;

/// <summary>A clock that stands still until it is advanced; timers fire in their order on the way.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>Starts at 1 January 2024, a Monday, 00:00 UTC.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at a time.</summary>
    /// <param name="start">The time.</param>
    public ManualClock(DateTimeOffset start) => _now = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Advances the clock; each timer that falls due fires at its own time.</summary>
    /// <param name="duration">How far; not negative.</param>
    public Task AdvanceAsync(TimeSpan duration) => AdvanceAsync(duration, async () => await Task.Yield());

    /// <inheritdoc cref="AdvanceAsync(TimeSpan)"/>
    /// <param name="duration">How far; not negative.</param>
    /// <param name="settle">Lets what waited for a timer set its next one before the clock goes on.</param>
    internal async Task AdvanceAsync(TimeSpan duration, Func<Task> settle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var end = GetUtcNow() + duration;
        while (Next(end) is { } timer)
        {
            timer.Fire();
            // Nothing is settled before all that is due at the same time has been told so.
            while (Next(GetUtcNow()) is { } another)
            {
                another.Fire();
            }

            await settle();
        }

        lock (_gate)
        {
            _now = end;
        }
    }

    internal void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        var fires = false;
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period : null;
            timer.Due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
            if (timer.Due is not null)
            {
                _timers.Add(timer);
                fires = dueTime <= TimeSpan.Zero;
            }
        }

        if (fires)
        {
            ThreadPool.QueueUserWorkItem(_ => FireIfDue(timer));
        }
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Due = null;
        }
    }

    private void FireIfDue(ManualTimer timer)
    {
        lock (_gate)
        {
            if (timer.Due is not { } due || due > _now)
            {
                return;
            }

            Rearm(timer);
        }

        timer.Fire();
    }

    private ManualTimer? Next(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is not null)
            {
                _now = next.Due > _now ? next.Due.Value : _now;
                Rearm(next);
            }

            return next;
        }
    }

    private void Rearm(ManualTimer timer)
    {
        timer.Due = timer.Period is { } period ? timer.Due + period : null;
        if (timer.Due is null)
        {
            _timers.Remove(timer);
        }
    }
}
