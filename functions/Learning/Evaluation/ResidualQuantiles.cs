namespace MlFunctions.Learning;

/// <summary>Where the residuals (true value − predicted value) of one target lie, in the unit of the target.</summary>
/// <param name="Probabilities">Ascending, 0 to 1.</param>
/// <param name="Values">For each probability the smallest residual at or below which at least that share of the weight lies.</param>
public sealed record ResidualQuantiles(IReadOnlyList<double> Probabilities, IReadOnlyList<double> Values)
{
    /// <summary>Smallest, 5 %, quartiles, 95 % and largest.</summary>
    public static IReadOnlyList<double> DefaultProbabilities { get; } = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <summary>Of one target.</summary>
    /// <param name="truth">Rows with true targets, at least one with weight.</param>
    /// <param name="outputs">Rows × targets, row by row.</param>
    /// <param name="target">Which target.</param>
    /// <param name="probabilities">Ascending, 0 to 1; null: <see cref="DefaultProbabilities"/>.</param>
    /// <exception cref="ArgumentException">No row has weight, or the outputs are not of these rows.</exception>
    public static ResidualQuantiles Of(Dataset truth, ReadOnlySpan<double> outputs, int target = 0, IReadOnlyList<double>? probabilities = null)
    {
        OutputShape.Require(truth, outputs, truth.TargetCount);
        var all = new RowWeights(truth);
        var predicted = new StridedOutputs(outputs, target, truth.TargetCount);
        var residuals = new List<(double Residual, double Weight)>(truth.Rows);
        for (var r = 0; r < truth.Rows; r++)
        {
            if (all[r] > 0)
            {
                residuals.Add((truth.Target(target)[r] - predicted[r], all[r]));
            }
        }

        if (residuals.Count == 0)
        {
            throw new ArgumentException("No row has a weight above 0, so there are no residuals.", nameof(truth));
        }

        residuals.Sort((a, b) => a.Residual.CompareTo(b.Residual));
        var levels = probabilities ?? DefaultProbabilities;
        return new ResidualQuantiles(levels, [.. levels.Select(p => Quantile(residuals, p))]);
    }

    private static double Quantile(List<(double Residual, double Weight)> ascending, double probability)
    {
        var wanted = probability * ascending.Sum(r => r.Weight);
        var reached = 0.0;
        foreach (var (residual, weight) in ascending)
        {
            reached += weight;
            if (reached >= wanted)
            {
                return residual;
            }
        }

        return ascending[^1].Residual;
    }
}
