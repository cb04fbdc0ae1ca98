namespace MlFunctions.Learning;

/// <summary>How far a metric could be off because the holdout is a sample (percentile bootstrap; Efron, 1979).</summary>
/// <param name="Estimate">The metric on the holdout.</param>
/// <param name="Lower">The lower end; NaN where no resample has a value.</param>
/// <param name="Upper">The upper end; NaN where no resample has a value.</param>
/// <param name="Level">The confidence level, e.g. 0.95.</param>
/// <param name="Resamples">How many resamples had a value; one may have none, e.g. the AUC of rows of one class.</param>
public sealed record BootstrapInterval(double Estimate, double Lower, double Upper, double Level, int Resamples)
{
    /// <summary>Of any metric. Rows are drawn with replacement; the interval does not depend on the number of threads.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="truth">The holdout, rows that do not depend on each other.</param>
    /// <param name="outputs">The outputs of the model, row by row.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <param name="resamples">How many resamples are drawn, at least 1.</param>
    /// <param name="seed">Where the randomness starts.</param>
    /// <param name="threads">How many threads may be used, at least 1.</param>
    /// <param name="cancellationToken">Ends it early with an <see cref="OperationCanceledException"/>.</param>
    public static BootstrapInterval Of(
        Metric metric,
        Dataset truth,
        double[] outputs,
        double level = 0.95,
        int resamples = 1000,
        ulong seed = 42,
        int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Of([metric], truth, outputs, blockRows: 1, level, resamples, seed, threads, cancellationToken)[0];
    }

    /// <summary>Of several metrics on the same resamples. The intervals do not depend on the number of threads.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="truth">The holdout.</param>
    /// <param name="outputs">The outputs of the model, row by row.</param>
    /// <param name="blockRows">
    /// How many rows in a row are drawn together, at least 1: 1 for rows that do not depend on each other; for a series as many steps
    /// as its errors remember, wrapping around its end (circular block bootstrap; Politis and Romano, 1992).
    /// </param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <param name="resamples">How many resamples are drawn, at least 1.</param>
    /// <param name="seed">Where the randomness starts.</param>
    /// <param name="threads">How many threads may be used, at least 1.</param>
    /// <param name="cancellationToken">Ends it early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>One for each metric.</returns>
    public static IReadOnlyList<BootstrapInterval> Of(
        IReadOnlyList<Metric> metrics,
        Dataset truth,
        double[] outputs,
        int blockRows = 1,
        double level = 0.95,
        int resamples = 1000,
        ulong seed = 42,
        int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var counts = new CommonCounts(truth, outputs);
        return Of(
            resample =>
            {
                var reweighted = counts.Reweighted(resample);
                return [.. metrics.Select(metric => CommonMetric.Compute(metric, reweighted))];
            },
            truth,
            blockRows,
            level,
            resamples,
            seed,
            threads,
            cancellationToken);
    }

    /// <summary>Of what a metric says of two models on the same resamples: of the first − of the second. The interval does not depend on the number of threads.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="truth">The holdout.</param>
    /// <param name="first">The outputs of the first model, row by row.</param>
    /// <param name="second">The outputs of the second model, row by row.</param>
    /// <param name="blockRows">How many rows in a row are drawn together, at least 1.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <param name="resamples">How many resamples are drawn, at least 1.</param>
    /// <param name="seed">Where the randomness starts.</param>
    /// <param name="threads">How many threads may be used, at least 1.</param>
    /// <param name="cancellationToken">Ends it early with an <see cref="OperationCanceledException"/>.</param>
    public static BootstrapInterval OfDifference(
        Metric metric,
        Dataset truth,
        double[] first,
        double[] second,
        int blockRows = 1,
        double level = 0.95,
        int resamples = 1000,
        ulong seed = 42,
        int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var (ofFirst, ofSecond) = (new CommonCounts(truth, first), new CommonCounts(truth, second));
        return Of(
            resample => [CommonMetric.Compute(metric, ofFirst.Reweighted(resample)) - CommonMetric.Compute(metric, ofSecond.Reweighted(resample))],
            truth,
            blockRows,
            level,
            resamples,
            seed,
            threads,
            cancellationToken)[0];
    }

    private static BootstrapInterval[] Of(
        Func<Dataset, double[]> valuesOf, Dataset truth, int blockRows, double level, int resamples, ulong seed, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockRows, 1);
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The confidence level lies between 0 and 1.");
        }

        // First, so that what all resamples share is made by one thread, once.
        var estimates = valuesOf(truth);
        var values = new double[resamples][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, resamples, parallel, () => new double[truth.Rows], (i, _, weights) =>
        {
            values[i] = valuesOf(Resample(truth, blockRows, new RandomStream(seed, (ulong)i), weights));
            return weights;
        }, _ => { });
        return [.. estimates.Select((estimate, m) => Between(estimate, values.Select(v => v[m]), level))];
    }

    private static BootstrapInterval Between(double estimate, IEnumerable<double> values, double level)
    {
        var found = values.Where(v => !double.IsNaN(v)).Order().ToArray();
        var tail = (1 - level) / 2;
        return new BootstrapInterval(estimate, Quantile(found, tail), Quantile(found, 1 - tail), level, found.Length);
    }

    // Weights say how often a row was drawn, so that no features need to be copied.
    private static Dataset Resample(Dataset truth, int blockRows, RandomStream random, double[] weights)
    {
        var own = truth.Weights;
        Array.Clear(weights);
        for (var drawn = 0; drawn < weights.Length; drawn += blockRows)
        {
            var row = random.NextBelow(weights.Length);
            for (var i = 0; i < Math.Min(blockRows, weights.Length - drawn); i++)
            {
                weights[row] += own.IsEmpty ? 1 : own[row];
                row = row + 1 == weights.Length ? 0 : row + 1;
            }
        }

        return truth.WithWeights(weights);
    }

    private static double Quantile(double[] ascending, double probability)
    {
        if (ascending.Length == 0)
        {
            return double.NaN;
        }

        var position = probability * (ascending.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
    }
}
