using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace MlFunctions.Emulator.Timers;

/// <summary>When a timer runs: an NCRONTAB expression of six fields, or five, in a time zone; or an interval as <c>hh:mm:ss</c>.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _crontab;
    private readonly TimeSpan _interval;
    private readonly TimeZoneInfo _zone;

    /// <exception cref="FunctionWorkerException">It is neither.</exception>
    public TimerSchedule(string expression, TimeZoneInfo zone)
    {
        _zone = zone;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 };
        _crontab = CrontabSchedule.TryParse(expression, options);
        if (_crontab is null && !(TimeSpan.TryParse(expression, out _interval) && _interval > TimeSpan.Zero))
        {
            throw new FunctionWorkerException($"'{expression}' is no schedule; it must be six NCRONTAB fields such as '0 */5 * * * *', or an interval as hh:mm:ss.");
        }
    }

    /// <summary>The first run after a time.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time)
    {
        if (_crontab is null)
        {
            return time + _interval;
        }

        var local = _crontab.GetNextOccurrence(TimeZoneInfo.ConvertTime(time, _zone).DateTime);
        // An hour that the clocks skip in spring runs when it would have begun.
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var next = new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
        // The hour that the clocks repeat in autumn: the second time round it is not run again.
        return next > time ? next : NextAfter(time.AddHours(1));
    }
}
