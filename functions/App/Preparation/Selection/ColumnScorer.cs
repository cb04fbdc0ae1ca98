using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Scores columns by what they tell of the target. Numbers are looked at by tenths of their distribution, a missing value as a value of its own.</summary>
internal static class ColumnScorer
{
    private const int Tenths = 10;

    /// <summary>The ways to score.</summary>
    public static IReadOnlyList<string> Names { get; } = ["chi-squared", "mutual-information", "variance"];

    /// <summary>The score of a column.</summary>
    /// <exception cref="PreparationException">The way needs a target, and there is none.</exception>
    public static double Score(string by, FeatureColumn column, ReadOnlySpan<float> values, TrainingTargets targets, string step)
    {
        if (by == "variance")
        {
            var deviation = ColumnStatistics.Deviation(values, ColumnStatistics.Mean(values), 0);
            return deviation * deviation;
        }

        var target = targets.First(step);
        var table = new ContingencyTable(
            column.Kind == FeatureKind.Category ? Codes(values) : Parts(values),
            targets.Classes > 0 ? [.. target.Select(t => (int)t)] : Parts([.. target.Select(t => (float)t)]));
        return by == "chi-squared" ? table.ChiSquared() : table.MutualInformation();
    }

    private static int[] Codes(ReadOnlySpan<float> values)
    {
        var codes = new int[values.Length];
        for (var r = 0; r < codes.Length; r++)
        {
            codes[r] = float.IsNaN(values[r]) ? 0 : (int)values[r] + 1;
        }

        return codes;
    }

    private static int[] Parts(ReadOnlySpan<float> values)
    {
        var sorted = ColumnStatistics.Sorted(values);
        var bounds = Enumerable.Range(1, Tenths - 1).Select(t => sorted.Length == 0 ? 0 : sorted[(int)((long)t * sorted.Length / Tenths)]).Distinct().ToArray();
        var parts = new int[values.Length];
        for (var r = 0; r < parts.Length; r++)
        {
            var found = Array.BinarySearch(bounds, values[r]);
            parts[r] = float.IsNaN(values[r]) ? 0 : found >= 0 ? found + 2 : ~found + 1;
        }

        return parts;
    }
}
