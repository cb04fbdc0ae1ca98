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
        var walk = RankedScores.Of(truth, outputs, positive).StepsOf(new RowWeights(truth));
        List<RankedStep> steps = [.. walk];
        List<double> thresholds = [double.PositiveInfinity], falseRates = [0], trueRates = [0];
        for (var i = 0; i < steps.Count; i++)
        {
            if (IsCorner(steps, i))
            {
                thresholds.Add(steps[i].Threshold);
                falseRates.Add(steps[i].FalsePositives / steps[^1].FalsePositives);
                trueRates.Add(steps[i].TruePositives / steps[^1].TruePositives);
            }
        }

        return new RocCurve(thresholds, falseRates, trueRates, AreaUnder(walk));
    }

    internal static double AreaUnder(RankedScores.Steps steps)
    {
        double area = 0, hits = 0, misses = 0;
        foreach (var step in steps)
        {
            area += (step.FalsePositives - misses) * (step.TruePositives + hits) / 2;
            (hits, misses) = (step.TruePositives, step.FalsePositives);
        }

        return area / (hits * misses);
    }

    // A point on the line between its neighbours says nothing; large holdouts have many such.
    private static bool IsCorner(List<RankedStep> steps, int i)
    {
        if (i == steps.Count - 1)
        {
            return true;
        }

        var (before, here, after) = (i == 0 ? default : steps[i - 1], steps[i], steps[i + 1]);
        var up = (here.TruePositives - before.TruePositives) * (after.FalsePositives - here.FalsePositives);
        var right = (here.FalsePositives - before.FalsePositives) * (after.TruePositives - here.TruePositives);
        return up != right;
    }
}
