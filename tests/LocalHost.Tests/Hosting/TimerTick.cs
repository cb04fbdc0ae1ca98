using System.Globalization;

namespace MlFunctions.LocalHost.Tests.Hosting;

/// <summary>A run of the test app's timer.</summary>
/// <param name="Life">The life of the app that it was in.</param>
/// <param name="Due">The time of the schedule that it ran for.</param>
/// <param name="Settled">When that time was settled.</param>
/// <param name="IsPastDue">Whether it made up for a time at which the app was dead.</param>
internal sealed record TimerTick(int Life, DateTimeOffset Due, DateTimeOffset Settled, bool IsPastDue)
{
    public static TimerTick Parse(string text, int life) => text.Split(' ') switch
    {
        [var due, var settled, var isPastDue] => new(
            life,
            DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(settled, CultureInfo.InvariantCulture),
            bool.Parse(isPastDue)),
        _ => throw new FormatException($"'{text}' is no run of the timer."),
    };
}
