using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>Where a metric lies with a confidence of 95 %, were the holdout drawn again.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public sealed record MetricInterval(double Lower, double Upper)
{
    /// <summary>The interval that resamples gave; null where none of them had a value.</summary>
    public static MetricInterval? Of(BootstrapInterval interval) =>
        double.IsFinite(interval.Lower) && double.IsFinite(interval.Upper) ? new(interval.Lower, interval.Upper) : null;
}
