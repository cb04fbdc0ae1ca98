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
        var ranked = RankedScores.Of(truth, outputs, positive);
        return new PrecisionRecallCurve(
            ranked.Thresholds,
            [.. Enumerable.Range(0, ranked.Thresholds.Count).Select(i => Precision(ranked, i))],
            [.. ranked.TruePositives.Select(hits => hits / ranked.Positives)],
            AveragePrecisionOf(ranked));
    }

    internal static double AveragePrecisionOf(RankedScores ranked)
    {
        double sum = 0, hits = 0;
        for (var i = 0; i < ranked.Thresholds.Count; i++)
        {
            sum += (ranked.TruePositives[i] - hits) * Precision(ranked, i);
            hits = ranked.TruePositives[i];
        }

        return sum / ranked.Positives;
    }

    // Rows without weight at the top of the ranking have no precision; none is lost by calling it 0.
    private static double Precision(RankedScores ranked, int i)
    {
        var called = ranked.TruePositives[i] + ranked.FalsePositives[i];
        return called > 0 ? ranked.TruePositives[i] / called : 0;
    }
}
