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
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The confidence level lies between 0 and 1.");
        }

        var values = new double[resamples];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, resamples, parallel, i => values[i] = metric.Compute(Resample(truth, new RandomStream(seed, (ulong)i)), outputs));
        var found = values.Where(v => !double.IsNaN(v)).Order().ToArray();
        var tail = (1 - level) / 2;
        return new BootstrapInterval(metric.Compute(truth, outputs), Quantile(found, tail), Quantile(found, 1 - tail), level, found.Length);
    }

    // Weights say how often a row was drawn, so that no features need to be copied.
    private static Dataset Resample(Dataset truth, RandomStream random)
    {
        var own = truth.Weights;
        var weights = new double[truth.Rows];
        for (var i = 0; i < weights.Length; i++)
        {
            var row = random.NextBelow(weights.Length);
            weights[row] += own.IsEmpty ? 1 : own[row];
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
