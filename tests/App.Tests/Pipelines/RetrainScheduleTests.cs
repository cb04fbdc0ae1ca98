using System.Globalization;
using MlFunctions.Pipelines;

namespace MlFunctions.Tests.Pipelines;

/// <summary>When schedules are due. Times are worked out by hand from a calendar and the rules of the European Union for summer time.</summary>
public sealed class RetrainScheduleTests
{
    [Theory]
    // 1 January 2024 is a Monday, so the first Friday is the 5th.
    [InlineData("0 0 23 * * 5", "UTC", "2024-01-01T00:00:00Z", "2024-01-05T23:00:00Z")]
    [InlineData("0 0 23 * * 5", "UTC", "2024-01-05T23:00:00Z", "2024-01-12T23:00:00Z")]
    // Berlin is an hour ahead of UTC in winter and two in summer, from 31 March to 27 October 2024, each time at 01:00 UTC.
    [InlineData("0 0 23 * * 5", "Europe/Berlin", "2024-01-01T00:00:00Z", "2024-01-05T22:00:00Z")]
    [InlineData("0 0 23 * * 5", "Europe/Berlin", "2024-06-03T00:00:00Z", "2024-06-07T21:00:00Z")]
    // Half past two is skipped on 31 March and comes twice on 27 October.
    [InlineData("0 30 2 * * 0", "Europe/Berlin", "2024-03-25T00:00:00Z", "2024-03-31T01:00:00Z")]
    [InlineData("0 30 2 * * 0", "Europe/Berlin", "2024-10-21T00:00:00Z", "2024-10-27T00:30:00Z")]
    [InlineData("0 30 2 * * 0", "Europe/Berlin", "2024-10-27T00:30:00Z", "2024-11-03T01:30:00Z")]
    public void NextAfter_IsTheNextTimeInTheZone(string expression, string zone, string after, string expected)
    {
        var schedule = new RetrainSchedule(expression, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            schedule.NextAfter(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("every friday")]
    [InlineData("0 23 * * 5")]
    [InlineData("0 0 25 * * 5")]
    public void Fault_OfWhatIsNoSchedule_SaysWhatOneLooksLike(string expression) =>
        Assert.Contains("six NCRONTAB fields", RetrainSchedule.Fault(expression), StringComparison.Ordinal);
}
