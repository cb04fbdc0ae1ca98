namespace MlFunctions.Learning;

/// <summary>The receiver operating characteristic of one class against the others: from (0, 0) to (1, 1), corners only.</summary>
/// <param name="Thresholds">Descending; a row that scores at least as much is called positive. The first is infinite: no row is.</param>
/// <param name="FalsePositiveRates">For each threshold the share of the other rows called positive.</param>
/// <param name="TruePositiveRates">For each threshold the share of the class's rows called positive.</param>
/// <param name="Area">The area under the curve: how likely a row of the class scores above another row, ties counting half. NaN where one of the two kinds is missing.</param>
public sealed record RocCurve(IReadOnlyList<double> Thresholds, IReadOnlyList<double> FalsePositiveRates, IReadOnlyList<double> TruePositiveRates, double Area)
{
    /// <summary>Of one class.</summary>
    /// <param name="truth">Rows with true classes.</param>
    /// <param name="outputs">Rows × classes, row by row; probabilities or scores.</param>
    /// <param name="positive">The class that is called positive.</param>
    public static RocCurve Of(Dataset truth, ReadOnlySpan<double> outputs, int positive = 1)
    {
        var ranked = RankedScores.Of(truth, outputs, positive);
        List<double> thresholds = [double.PositiveInfinity], falseRates = [0], trueRates = [0];
        for (var i = 0; i < ranked.Thresholds.Count; i++)
        {
            if (IsCorner(ranked, i))
            {
                thresholds.Add(ranked.Thresholds[i]);
                falseRates.Add(ranked.FalsePositives[i] / ranked.Negatives);
                trueRates.Add(ranked.TruePositives[i] / ranked.Positives);
            }
        }

        return new RocCurve(thresholds, falseRates, trueRates, AreaUnder(ranked));
    }

    internal static double AreaUnder(RankedScores ranked)
    {
        double area = 0, hits = 0, misses = 0;
        for (var i = 0; i < ranked.Thresholds.Count; i++)
        {
            area += (ranked.FalsePositives[i] - misses) * (ranked.TruePositives[i] + hits) / 2;
            (hits, misses) = (ranked.TruePositives[i], ranked.FalsePositives[i]);
        }

        return area / (ranked.Positives * ranked.Negatives);
    }

    // A point on the line between its neighbours says nothing; large holdouts have many such.
    private static bool IsCorner(RankedScores ranked, int i)
    {
        if (i == ranked.Thresholds.Count - 1)
        {
            return true;
        }

        var (hits, misses) = i == 0 ? (0, 0) : (ranked.TruePositives[i - 1], ranked.FalsePositives[i - 1]);
        var up = (ranked.TruePositives[i] - hits) * (ranked.FalsePositives[i + 1] - ranked.FalsePositives[i]);
        var right = (ranked.FalsePositives[i] - misses) * (ranked.TruePositives[i + 1] - ranked.TruePositives[i]);
        return up != right;
    }
}
