namespace MlFunctions.Learning;

/// <summary>Metrics of class probabilities. NaN where the outputs are not probabilities, or no row has weight.</summary>
public static class ProbabilityMetrics
{
    // Beyond this a row's outputs are scores, not probabilities with rounding errors.
    private const double SumTolerance = 1e-6;

    private static readonly LearningTask[] Tasks = [LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>The mean of −ln of the probability given to the true class, clipped to at least 2⁻⁵².</summary>
    public static Metric LogLoss { get; } = new("log-loss", HigherIsBetter: false, Tasks, (truth, outputs) => MeanOverRows(truth, outputs, RowLogLoss));

    /// <summary>The mean squared error of the probabilities: of class 1 (binary, 0 to 1), or summed over the classes (multiclass, 0 to 2; Brier, 1950).</summary>
    public static Metric Brier { get; } = new("brier", HigherIsBetter: false, Tasks, (truth, outputs) => MeanOverRows(truth, outputs, RowBrier));

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

    private static double MeanOverRows(Dataset truth, ReadOnlySpan<double> outputs, RowLossFunction loss)
    {
        OutputShape.RequireClasses(truth, outputs);
        var weights = new RowWeights(truth);
        var classes = truth.Classes;
        double total = 0, sum = 0;
        for (var r = 0; r < truth.Rows; r++)
        {
            var row = outputs.Slice(r * classes, classes);
            if (!AreProbabilities(row))
            {
                return double.NaN;
            }

            total += weights[r];
            sum += weights[r] * loss(row, (int)truth.Target(0)[r]);
        }

        return sum / total;
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
