namespace MlFunctions.Learning;

/// <summary>Rows ordered by their score for one class, highest first, with equal scores as one step: what ROC and precision-recall curves are drawn from.</summary>
internal sealed class RankedScores
{
    private RankedScores(List<double> thresholds, List<double> truePositives, List<double> falsePositives)
    {
        Thresholds = thresholds;
        TruePositives = truePositives;
        FalsePositives = falsePositives;
    }

    /// <summary>The distinct scores, descending.</summary>
    public List<double> Thresholds { get; }

    /// <summary>The weight of rows of the class that score at least the threshold.</summary>
    public List<double> TruePositives { get; }

    /// <summary>The weight of other rows that score at least the threshold.</summary>
    public List<double> FalsePositives { get; }

    public double Positives => TruePositives.Count == 0 ? 0 : TruePositives[^1];

    public double Negatives => FalsePositives.Count == 0 ? 0 : FalsePositives[^1];

    public static RankedScores Of(Dataset truth, ReadOnlySpan<double> outputs, int positive)
    {
        OutputShape.RequireClasses(truth, outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(positive);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(positive, truth.Classes);
        var scores = new StridedOutputs(outputs, positive, truth.Classes);
        var weights = new RowWeights(truth);
        var keys = new double[truth.Rows];
        var rows = new int[truth.Rows];
        for (var r = 0; r < rows.Length; r++)
        {
            keys[r] = scores[r];
            rows[r] = r;
        }

        // A bootstrap asks again and again for rows that it has put in order.
        if (!IsAscending(keys))
        {
            Array.Sort(keys, rows);
        }

        var (thresholds, truePositives, falsePositives) = (new List<double>(rows.Length), new List<double>(rows.Length), new List<double>(rows.Length));
        double hits = 0, misses = 0;
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            var row = rows[i];
            if (truth.Target(0)[row] == positive)
            {
                hits += weights[row];
            }
            else
            {
                misses += weights[row];
            }

            if (i == 0 || keys[i - 1] != keys[i])
            {
                thresholds.Add(keys[i]);
                truePositives.Add(hits);
                falsePositives.Add(misses);
            }
        }

        return new RankedScores(thresholds, truePositives, falsePositives);
    }

    private static bool IsAscending(double[] keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (!(keys[i - 1] <= keys[i]))
            {
                return false;
            }
        }

        return true;
    }
}
