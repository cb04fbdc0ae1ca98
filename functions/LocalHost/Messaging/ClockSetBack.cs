using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>
/// What a clock that was set back between two lives of the process has done to messages: those that were there would not be received before
/// the time at which they were sent comes again. They are moved back with the clock.
/// </summary>
internal static class ClockSetBack
{
    private static readonly long Tolerance = TimeSpan.FromSeconds(5).Ticks;

    /// <summary>Moves times back where the newest that is known of a message sent lies in the future.</summary>
    /// <returns>By how much.</returns>
    public static TimeSpan Mend(StateConnection connection, long now)
    {
        var newest = connection.QueryFirst("SELECT MAX(seen) FROM broker_seen", row => row.IntegerOrNull(0)) ?? 0;
        var back = newest - now;
        if (back < Tolerance)
        {
            return TimeSpan.Zero;
        }

        connection.Execute("UPDATE broker_message SET available = MAX(0, available - ?1), enqueued = enqueued - ?1 WHERE available > 0", back);
        connection.Execute("UPDATE broker_seen SET seen = seen - ?1", back);
        return TimeSpan.FromTicks(back);
    }
}
