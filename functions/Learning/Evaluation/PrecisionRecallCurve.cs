namespace MlFunctions.Learning;

/// <summary>Precision against recall of one class, a point for each distinct score.</summary>
/// <param name="Thresholds">Descending; a row that scores at least as much is called positive.</param>
/// <param name="Precisions">For each threshold: of the rows called positive, the share that is of the class.</param>
/// <param name="Recalls">For each threshold: of the class's rows, the share called positive. Ascending.</param>
/// <param name="AveragePrecision">The precisions, each weighted by the recall gained at its threshold. NaN where the class is missing.</param>
public sealed record PrecisionRecallCurve(IReadOnlyList<double> Thresholds, IReadOnlyList<double> Precisions, IReadOnlyList<double> Recalls, double AveragePrecision)
{
    /// <summary>Of one class.</summary>
    /// <param name="truth">Rows with true classes.</param>
    /// <param name="outputs">Rows × classes, row by row; probabilities or scores.</param>
    /// <param name="positive">The class that is called positive.</param>
    public static PrecisionRecallCurve Of(Dataset truth, ReadOnlySpan<double> outputs, int positive = 1)
    {
        var walk = RankedScores.Of(truth, outputs, positive).StepsOf(new RowWeights(truth));
        List<RankedStep> steps = [.. walk];
        return new PrecisionRecallCurve(
            [.. steps.Select(step => step.Threshold)],
            [.. steps.Select(Precision)],
            [.. steps.Select(step => step.TruePositives / steps[^1].TruePositives)],
            AveragePrecisionOf(walk));
    }

    internal static double AveragePrecisionOf(RankedScores.Steps steps)
    {
        double sum = 0, hits = 0;
        foreach (var step in steps)
        {
            sum += (step.TruePositives - hits) * Precision(step);
            hits = step.TruePositives;
        }

        return sum / hits;
    }

    // Rows without weight at the top of the ranking have no precision; none is lost by calling it 0.
    private static double Precision(RankedStep step)
    {
        var called = step.TruePositives + step.FalsePositives;
        return called > 0 ? step.TruePositives / called : 0;
    }
}
