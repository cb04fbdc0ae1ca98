using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Timers;

namespace MlFunctions.LocalHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    // Days and hours by a calendar; Berlin changes to summer time on 31 March 2024 at 02:00, back on 27 October at 03:00.
    [Theory]
    [InlineData("0 */5 * * * *", "UTC", "2024-01-01T00:00:00Z", "2024-01-01T00:05:00Z")]
    [InlineData("0 0 23 * * 5", "UTC", "2024-01-01T00:00:00Z", "2024-01-05T23:00:00Z")]
    [InlineData("*/10 * * * * *", "UTC", "2024-01-01T00:00:05Z", "2024-01-01T00:00:10Z")]
    [InlineData("*/5 * * * *", "UTC", "2024-01-01T00:01:00Z", "2024-01-01T00:05:00Z")]
    [InlineData("01:30:00", "UTC", "2024-01-01T00:00:00Z", "2024-01-01T01:30:00Z")]
    [InlineData("0 0 9 * * *", "Europe/Berlin", "2024-01-01T00:00:00Z", "2024-01-01T08:00:00Z")]
    [InlineData("0 0 9 * * *", "Europe/Berlin", "2024-07-01T00:00:00Z", "2024-07-01T07:00:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2024-03-31T00:00:00Z", "2024-03-31T01:00:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2024-10-27T01:30:00Z", "2024-10-28T01:30:00Z")]
    // Of the hour that is repeated, what runs every hour runs in both passes, what runs once a day in the first.
    [InlineData("0 */5 * * * *", "Europe/Berlin", "2024-10-27T00:00:00Z", "2024-10-27T00:05:00Z")]
    [InlineData("0 */5 * * * *", "Europe/Berlin", "2024-10-27T00:55:00Z", "2024-10-27T01:00:00Z")]
    [InlineData("0 */5 * * * *", "Europe/Berlin", "2024-10-27T01:55:00Z", "2024-10-27T02:00:00Z")]
    [InlineData("0 45 * * * *", "Europe/Berlin", "2024-03-31T00:45:00Z", "2024-03-31T01:45:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-27T00:30:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2024-10-27T01:00:00Z", "2024-10-28T01:30:00Z")]
    public void NextAfter_is_the_first_run_in_the_time_zone(string expression, string zone, string after, string expected) =>
        Assert.Equal(Time(expected), new TimerSchedule(expression, TimeZoneInfo.FindSystemTimeZoneById(zone)).NextAfter(Time(after)));

    [Theory]
    [InlineData("whenever")]
    [InlineData("0 0 25 * * *")]
    [InlineData("-00:01:00")]
    public void What_is_no_schedule_is_refused_by_name(string expression) =>
        Assert.Contains($"'{expression}'", Assert.Throws<FunctionWorkerException>(() => new TimerSchedule(expression, TimeZoneInfo.Utc)).Message, StringComparison.Ordinal);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
