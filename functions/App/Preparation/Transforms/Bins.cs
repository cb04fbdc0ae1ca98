using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Turns numbers into categories: which of several intervals they are in.</summary>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Bounds">For each column the bounds between its intervals, rising; a bound belongs to the interval above it.</param>
internal sealed record Bins(int[] Columns, float[][] Bounds) : Transform
{
    /// <summary>Settings: <c>count</c> of intervals, 10 by default; <c>strategy</c> quantile (the default), each with as many training rows, or width, each as wide.</summary>
    public static Bins Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var count = settings.Whole("count", 10, 2, 1000);
        var strategy = settings.Word("strategy", "quantile", ["quantile", "width"]);
        var columns = frame.Select(step, FeatureKind.Number);
        var bounds = columns.Select(c => Between(ColumnStatistics.Sorted(frame[c.Place]), count, strategy)).ToArray();
        for (var c = 0; c < bounds.Length; c++)
        {
            frame.Describe(columns[c].Place, new FeatureColumn(columns[c].Column.Name, FeatureKind.Category, bounds[c].Length + 1), Named(bounds[c]));
        }

        return new Bins([.. columns.Select(c => c.Place)], bounds);
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var values = rows[Columns[c]];
            for (var r = 0; r < values.Length; r++)
            {
                if (!float.IsNaN(values[r]))
                {
                    var found = Array.BinarySearch(Bounds[c], values[r]);
                    values[r] = found >= 0 ? found + 1 : ~found;
                }
            }
        }
    }

    private static float[] Between(float[] present, int count, string strategy) => present.Length == 0 ? [] :
        [.. Enumerable.Range(1, count - 1)
            .Select(i => i / (double)count)
            .Select(share => strategy == "quantile" ? (float)ColumnStatistics.Quantile(present, share) : (float)(present[0] + (share * ((double)present[^1] - present[0]))))
            .Where(bound => bound > present[0])
            .Distinct()];

    private static string[] Named(float[] bounds) =>
        [.. Enumerable.Range(0, bounds.Length + 1).Select(i => i == 0 ? (bounds.Length == 0 ? "all" : $"<{bounds[0]}") : i == bounds.Length ? $"≥{bounds[^1]}" : $"{bounds[i - 1]}…{bounds[i]}")];
}
