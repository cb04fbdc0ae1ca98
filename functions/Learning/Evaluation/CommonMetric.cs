namespace MlFunctions.Learning;

/// <summary>A metric that is computed from what others are computed from, too, so that of several on the same rows it is counted once.</summary>
/// <param name="compute">From the counts to the value.</param>
internal sealed class CommonMetric(Func<CommonCounts, double> compute)
{
    /// <summary>The value by itself; a <see cref="MetricFunction"/>.</summary>
    public double Compute(Dataset truth, ReadOnlySpan<double> outputs) => compute(new CommonCounts(truth, outputs.ToArray()));

    /// <summary>The value of a metric, from the counts where it can be.</summary>
    public static double Compute(Metric metric, CommonCounts counts) =>
        metric.Compute.Target is CommonMetric common ? common.Compute(counts) : metric.Compute(counts.Truth, counts.Outputs);

    private double Compute(CommonCounts counts) => compute(counts);
}
