namespace MlFunctions.Events;

/// <summary>When a delivery is tried again: after 5 s, then after twice as long each time, up to an hour, for a day.</summary>
internal static class DeliverySchedule
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan InAll = TimeSpan.FromDays(1);

    // What waits for other tries of its receiver to end is not late yet.
    private static readonly TimeSpan FirstPostponed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPostponed = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait; null: it has been tried for long enough.</summary>
    /// <param name="progress">How far it is.</param>
    /// <param name="answer">What came last.</param>
    /// <param name="elapsed">The time since the first try.</param>
    public static TimeSpan? WaitAfter(DeliveryProgress progress, DeliveryAnswer answer, TimeSpan elapsed)
    {
        var wait = answer.Outcome == DeliveryOutcome.Postponed
            ? Doubled(FirstPostponed, progress.Postponed, LongestPostponed)
            : Doubled(First, progress.Tries, Longest);
        wait = answer.RetryAfter > wait ? answer.RetryAfter.Value : wait;
        return elapsed + wait <= InAll ? wait : null;
    }

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan longest) =>
        Math.Min(times - 1, 30) is var doublings && first * Math.Pow(2, doublings) is var wait && wait < longest ? wait : longest;
}
