namespace MlFunctions.Preparation;

/// <summary>How the numbers of a column are spread.</summary>
/// <param name="Bounds">Bounds between intervals, rising; a bound belongs to the interval above it.</param>
/// <param name="Shares">The share of the numbers, 0 to 1, in each interval: one more than there are bounds.</param>
public sealed record Distribution(IReadOnlyList<double> Bounds, IReadOnlyList<double> Shares)
{
    private const int Tenths = 10;

    /// <summary>The distribution by tenths; equal numbers share an interval, so there may be fewer.</summary>
    /// <param name="sorted">At least one number, rising.</param>
    public static Distribution Of(double[] sorted)
    {
        double[] bounds = [.. Enumerable.Range(1, Tenths - 1).Select(t => sorted[(int)((long)t * sorted.Length / Tenths)]).Where(bound => bound > sorted[0]).Distinct()];
        int[] below = [0, .. bounds.Select(bound => SortedNumbers.CountBelow(sorted, bound)), sorted.Length];
        return new Distribution(bounds, [.. below.Skip(1).Zip(below, (end, start) => (end - start) / (double)sorted.Length)]);
    }

    /// <summary>The distribution of numbers over given bounds.</summary>
    public static Distribution Over(IReadOnlyList<double> bounds, double[] values)
    {
        double[] rising = [.. bounds];
        var counts = new int[rising.Length + 1];
        foreach (var value in values)
        {
            var found = Array.BinarySearch(rising, value);
            counts[found >= 0 ? found + 1 : ~found]++;
        }

        return new Distribution(rising, [.. counts.Select(c => values.Length == 0 ? 0 : c / (double)values.Length)]);
    }
}
