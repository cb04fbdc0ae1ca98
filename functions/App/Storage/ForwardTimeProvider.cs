namespace MlFunctions.Storage;

/// <summary>
/// The time of day, which never goes back while the app runs: where the clock of the machine is set back, time goes on from where it was, and
/// takes that up again when the clock has been put right. What waits for a moment would otherwise wait for as long as the clock was set back.
/// </summary>
/// <param name="machine">The clock of the machine.</param>
internal sealed class ForwardTimeProvider(TimeProvider machine) : TimeProvider
{
    // Clocks are corrected by this much all the time.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private TimeSpan _ahead;
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private long _lastAt;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            var at = machine.GetTimestamp();
            var now = machine.GetUtcNow() + _ahead;
            if (_last != DateTimeOffset.MinValue)
            {
                var expected = _last + machine.GetElapsedTime(_lastAt, at);
                if (now < expected - Tolerance)
                {
                    _ahead += expected - now;
                    now = expected;
                }
                else if (_ahead > TimeSpan.Zero && now > expected + Tolerance)
                {
                    var back = now - expected < _ahead ? now - expected : _ahead;
                    _ahead -= back;
                    now -= back;
                }
            }

            (_last, _lastAt) = (now, at);
            return now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
