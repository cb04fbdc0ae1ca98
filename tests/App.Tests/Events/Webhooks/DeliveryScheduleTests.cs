using MlFunctions.Events;

namespace MlFunctions.Tests.Events;

/// <summary>When deliveries are tried again.</summary>
public sealed class DeliveryScheduleTests
{
    [Fact]
    public void WaitAfter_DoublesUpToAnHour_AndEndsWithinADay()
    {
        var (progress, elapsed, waits) = (DeliveryProgress.None, TimeSpan.Zero, new List<double>());
        while (true)
        {
            var answer = new DeliveryAnswer(DateTimeOffset.UnixEpoch, DeliveryOutcome.Failed, 500);
            progress = progress.After(answer);
            if (DeliverySchedule.WaitAfter(progress, answer, elapsed) is not { } wait)
            {
                break;
            }

            waits.Add(wait.TotalSeconds);
            elapsed += wait;
        }

        // 5 × 2^n seconds; 5 × 1023 + 22 × 3600 = 84,315 of the 86,400 s that a day has.
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, .. Enumerable.Repeat(3600.0, 22)], waits);
    }

    [Fact]
    public void WaitAfter_HonoursWhatTheReceiverAsksFor()
    {
        var answer = new DeliveryAnswer(DateTimeOffset.UnixEpoch, DeliveryOutcome.Failed, 503, RetryAfter: TimeSpan.FromHours(3));
        var soon = answer with { RetryAfter = TimeSpan.FromSeconds(1) };
        var never = answer with { RetryAfter = TimeSpan.FromDays(2) };

        Assert.Equal(TimeSpan.FromHours(3), DeliverySchedule.WaitAfter(DeliveryProgress.None.After(answer), answer, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(5), DeliverySchedule.WaitAfter(DeliveryProgress.None.After(soon), soon, TimeSpan.Zero));
        Assert.Null(DeliverySchedule.WaitAfter(DeliveryProgress.None.After(never), never, TimeSpan.Zero));
    }

    [Fact]
    public void WaitAfter_OfWhatWasPostponed_CountsNoTry()
    {
        var postponed = new DeliveryAnswer(DateTimeOffset.UnixEpoch, DeliveryOutcome.Postponed);
        var progress = DeliveryProgress.None.After(postponed);

        Assert.Equal(TimeSpan.FromSeconds(1), DeliverySchedule.WaitAfter(progress, postponed, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(2), DeliverySchedule.WaitAfter(progress.After(postponed), postponed, TimeSpan.Zero));
        Assert.Equal(0, progress.After(postponed).Tries);
    }
}
