using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>
/// Turns words into the mean target of the training rows that have them, drawn towards the mean of all rows where they are few (Micci-Barreca, 2001).
/// A training row is coded by the rows of other folds, since its own target would give itself away.
/// </summary>
/// <param name="Columns">The places of the categories.</param>
/// <param name="Means">For each category, for each code and last for a missing word, the mean.</param>
/// <param name="Results">For each category the place of its means.</param>
internal sealed record TargetMean(int[] Columns, float[][] Means, int[] Results) : Transform
{
    /// <summary>Settings: <c>smoothing</c>, as how many rows the mean of all counts, 10 by default; <c>folds</c>, 5 by default; <c>class</c>, of several classes the code whose share is meant, 1 by default.</summary>
    public static TargetMean Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var smoothing = settings.Number("smoothing", 10, 0, 1e9);
        var folds = settings.Whole("folds", 5, 2, 100);
        var target = frame.Targets.First(step.Name);
        if (frame.Targets.Classes > 0)
        {
            var counted = settings.Whole("class", 1, 0, frame.Targets.Classes - 1);
            target = [.. target.Select(code => code == counted ? 1.0 : 0)];
        }

        var columns = frame.Select(step, FeatureKind.Category);
        var fold = Folds(frame.Rows, folds, frame.Targets.Seed);
        var means = new float[columns.Count][];
        var results = new int[columns.Count];
        for (var c = 0; c < means.Length; c++)
        {
            var codes = frame[columns[c].Place].ToArray();
            var cardinality = columns[c].Column.Cardinality;
            means[c] = MeansOf(codes, target, cardinality, smoothing, _ => true);
            var byFold = Enumerable.Range(0, folds).Select(f => MeansOf(codes, target, cardinality, smoothing, r => fold[r] != f)).ToArray();
            frame.Remove(columns[c].Place);
            results[c] = frame.Add(new FeatureColumn($"{columns[c].Column.Name}_target"), [.. codes.Select((code, r) => byFold[fold[r]][IndexOf(code, cardinality)])]);
        }

        return new TargetMean([.. columns.Select(c => c.Place)], means, results);
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var codes = rows[Columns[c]];
            var result = rows[Results[c]];
            for (var r = 0; r < codes.Length; r++)
            {
                result[r] = Means[c][IndexOf(codes[r], Means[c].Length - 1)];
            }
        }
    }

    private static int IndexOf(float code, int cardinality) => float.IsNaN(code) ? cardinality : (int)code;

    private static int[] Folds(int rows, int folds, ulong seed)
    {
        var order = Enumerable.Range(0, rows).ToArray();
        new RandomStream(seed).Shuffle<int>(order);
        var fold = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            fold[order[i]] = i % folds;
        }

        return fold;
    }

    private static float[] MeansOf(float[] codes, double[] target, int cardinality, double smoothing, Func<int, bool> counts)
    {
        var sums = new double[cardinality + 1];
        var rows = new double[cardinality + 1];
        for (var r = 0; r < codes.Length; r++)
        {
            if (counts(r))
            {
                var index = IndexOf(codes[r], cardinality);
                sums[index] += target[r];
                rows[index]++;
            }
        }

        var all = rows.Sum() is > 0 and var count ? sums.Sum() / count : 0;
        return [.. sums.Zip(rows, (sum, n) => n + smoothing == 0 ? (float)all : (float)((sum + (smoothing * all)) / (n + smoothing)))];
    }
}
