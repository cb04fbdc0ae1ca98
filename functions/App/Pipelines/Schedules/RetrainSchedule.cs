using NCrontab;

namespace MlFunctions.Pipelines;

/// <summary>When a definition's schedule is due: an NCRONTAB expression of six fields (second minute hour day month weekday) in a time zone.</summary>
internal sealed class RetrainSchedule
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    private readonly CrontabSchedule _crontab;
    private readonly TimeZoneInfo _zone;

    /// <summary>A schedule.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="zone">The zone that its hours are of.</param>
    /// <exception cref="ArgumentException">The expression is none.</exception>
    public RetrainSchedule(string expression, TimeZoneInfo zone)
    {
        _crontab = CrontabSchedule.TryParse(expression, WithSeconds) ?? throw new ArgumentException(Expected(expression), nameof(expression));
        _zone = zone;
    }

    /// <summary>What is wrong with an expression and what would be right; null where nothing is.</summary>
    public static string? Fault(string expression) => CrontabSchedule.TryParse(expression, WithSeconds) is null ? Expected(expression) : null;

    /// <summary>The first time that it is due after <paramref name="time"/>.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, _zone).DateTime;
        DateTimeOffset next;
        do
        {
            local = _crontab.GetNextOccurrence(local);
            next = FirstInstantOf(local);
        }
        while (next <= time);
        return next;
    }

    private static string Expected(string expression) =>
        $"is '{expression}', expected six NCRONTAB fields (second minute hour day month weekday) such as '0 0 23 * * 5'";

    private DateTimeOffset FirstInstantOf(DateTime local)
    {
        // An hour that the clocks skip in spring is due when it would have begun.
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        // Of an hour that they repeat in autumn, the first pass is the one still in summer time.
        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
