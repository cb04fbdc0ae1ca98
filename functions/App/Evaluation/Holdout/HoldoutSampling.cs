using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Evaluation;

/// <summary>How the rows of a holdout are drawn again for intervals and tests.</summary>
/// <param name="Resamples">How many resamples: a thousand, fewer of a large holdout, whose intervals are narrow anyway.</param>
/// <param name="Permutations">How many permutations: about ten thousand, fewer of a large holdout.</param>
/// <param name="BlockRows">How many rows are drawn together: 1, or of a series the cube root of its length (Hall, Horowitz and Jing, 1995).</param>
/// <param name="Seed">Where the draw starts.</param>
internal sealed record HoldoutSampling(int Resamples, int Permutations, int BlockRows, ulong Seed)
{
    private const double ResampledRows = 1e7;
    private const double PermutedRows = 1e8;

    /// <summary>The sampling of a holdout.</summary>
    public static HoldoutSampling Of(PipelineDefinition definition, int rows) => new(
        (int)Math.Clamp(ResampledRows / rows, 100, 1000),
        (int)Math.Clamp(PermutedRows / rows, 999, 9999),
        definition.Task == LearningTask.Forecast ? (int)Math.Ceiling(Math.Cbrt(rows)) : 1,
        definition.Split.Seed);

    /// <summary>The intervals of metrics on the same resamples, by name.</summary>
    public SortedDictionary<string, MetricInterval> IntervalsOf(IReadOnlyList<Metric> metrics, Dataset truth, double[] outputs, CancellationToken cancellationToken)
    {
        var intervals = BootstrapInterval.Of(
            metrics, truth, outputs, BlockRows, resamples: Resamples, seed: Seed, threads: Environment.ProcessorCount, cancellationToken: cancellationToken);
        var found = new SortedDictionary<string, MetricInterval>(StringComparer.Ordinal);
        foreach (var (metric, interval) in metrics.Zip(intervals))
        {
            if (MetricInterval.Of(interval) is { } known)
            {
                found[metric.Name] = known;
            }
        }

        return found;
    }

    /// <summary>The interval of what a metric says of two models on the same resamples: of the first − of the second; null where none had a value.</summary>
    public MetricInterval? IntervalOfDifference(Metric metric, Dataset truth, double[] first, double[] second, CancellationToken cancellationToken) =>
        MetricInterval.Of(BootstrapInterval.OfDifference(
            metric, truth, first, second, BlockRows, resamples: Resamples, seed: Seed, threads: Environment.ProcessorCount, cancellationToken: cancellationToken));
}
