namespace MlFunctions.Monitoring;

/// <summary>How long answers took in milliseconds, from the request to the answer, each whole: reading, looking up, scoring, and waiting for versions that were late.</summary>
/// <param name="Average">The mean.</param>
/// <param name="Minimum">The shortest.</param>
/// <param name="Maximum">The longest.</param>
/// <param name="P50">Half did not take longer; this and the next are at most 6 % off.</param>
/// <param name="P95">95 % did not.</param>
/// <param name="P99">99 % did not.</param>
public sealed record MillisecondsView(double Average, double Minimum, double Maximum, double P50, double P95, double P99)
{
    /// <summary>The view of figures; null where nothing was answered.</summary>
    public static MillisecondsView? Of(AnswerTimeFigures times) => times.Count() == 0 ? null : new(
        Milliseconds(times.Sum / (double)times.Count()),
        Milliseconds(times.Minimum),
        Milliseconds(times.Maximum),
        Milliseconds(times.Quantile(0.5)),
        Milliseconds(times.Quantile(0.95)),
        Milliseconds(times.Quantile(0.99)));

    private static double Milliseconds(double ticks) => ticks / TimeSpan.TicksPerMillisecond;
}
