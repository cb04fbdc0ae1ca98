using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace MlFunctions.LocalHost.Timers;

/// <summary>When a timer runs: an NCRONTAB expression of six fields, or five, in a time zone; or an interval as <c>hh:mm:ss</c>.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _crontab;
    private readonly TimeSpan _interval;
    private readonly TimeZoneInfo _zone;
    private readonly bool _runsEveryHour;

    /// <exception cref="FunctionWorkerException">It is neither.</exception>
    public TimerSchedule(string expression, TimeZoneInfo zone)
    {
        _zone = zone;
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == 6 };
        _crontab = CrontabSchedule.TryParse(expression, options);
        _runsEveryHour = _crontab is not null && fields[^4] == "*";
        if (_crontab is null && !(TimeSpan.TryParse(expression, out _interval) && _interval > TimeSpan.Zero))
        {
            throw new FunctionWorkerException($"'{expression}' is no schedule; it must be six NCRONTAB fields such as '0 */5 * * * *', or an interval as hh:mm:ss.");
        }
    }

    /// <summary>The first run after a time.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time) =>
        _crontab is null ? time + _interval
        : _runsEveryHour ? NextOfEveryHour(_crontab, time)
        : NextOfTheDay(_crontab, time);

    /// <summary>A schedule of every hour goes on by elapsed time: in autumn it runs in both passes of the hour that the clocks repeat.</summary>
    private DateTimeOffset NextOfEveryHour(CrontabSchedule crontab, DateTimeOffset time)
    {
        var offset = _zone.GetUtcOffset(time);
        var next = NextAt(offset);
        var offsetThen = _zone.GetUtcOffset(next);
        return offsetThen == offset ? next : NextAt(offsetThen);

        DateTimeOffset NextAt(TimeSpan utcOffset) => new DateTimeOffset(crontab.GetNextOccurrence(time.ToOffset(utcOffset).DateTime), utcOffset).ToUniversalTime();
    }

    /// <summary>A schedule of certain hours runs once a day at each, whatever the clocks do.</summary>
    private DateTimeOffset NextOfTheDay(CrontabSchedule crontab, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, _zone).DateTime;
        DateTimeOffset next;
        do
        {
            local = crontab.GetNextOccurrence(local);
            next = FirstInstantOf(local);
        }
        while (next <= time);
        return next;
    }

    private DateTimeOffset FirstInstantOf(DateTime local)
    {
        // An hour that the clocks skip in spring runs when it would have begun.
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        // Of an hour that they repeat in autumn, the first pass is the one still in summer time.
        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
