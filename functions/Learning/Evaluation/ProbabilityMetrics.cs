namespace MlFunctions.Learning;

/// <summary>Metrics of class probabilities. NaN where the outputs are not probabilities, or no row has weight.</summary>
public static class ProbabilityMetrics
{
    // Beyond this a row's outputs are scores, not probabilities with rounding errors.
    private const double SumTolerance = 1e-6;

    private static readonly LearningTask[] Tasks = [LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>The mean of −ln of the probability given to the true class, clipped to at least 2⁻⁵².</summary>
    public static Metric LogLoss { get; } = Of("log-loss", RowLogLoss);

    /// <summary>The mean squared error of the probabilities: of class 1 (binary, 0 to 1), or summed over the classes (multiclass, 0 to 2; Brier, 1950).</summary>
    public static Metric Brier { get; } = Of("brier", RowBrier);

    internal delegate double RowLossFunction(ReadOnlySpan<double> probabilities, int truth);

    internal static double RowLogLoss(ReadOnlySpan<double> probabilities, int truth) =>
        -Math.Log(Math.Clamp(probabilities[truth], Math.BitIncrement(1) - 1, 1));

    private static double RowBrier(ReadOnlySpan<double> probabilities, int truth)
    {
        var sum = 0.0;
        for (var c = 0; c < probabilities.Length; c++)
        {
            var error = probabilities[c] - (c == truth ? 1 : 0);
            sum += error * error;
        }

        return probabilities.Length == 2 ? sum / 2 : sum;
    }

    private static Metric Of(string name, RowLossFunction loss)
    {
        return new Metric(name, HigherIsBetter: false, Tasks, new CommonMetric(counts => counts.Mean(counts.Shared(Losses))).Compute);

        double[] Losses(Dataset truth, ReadOnlySpan<double> outputs) =>
            RowLosses.OfClasses(truth, outputs, (row, c) => AreProbabilities(row) ? loss(row, c) : double.NaN);
    }

    private static bool AreProbabilities(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        foreach (var p in row)
        {
            if (!(p >= 0 && p <= 1))
            {
                return false;
            }

            sum += p;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }
}
