namespace MlFunctions.Preparation;

/// <summary>Counts in rising numbers, in as many steps as their count has binary digits.</summary>
internal static class SortedNumbers
{
    /// <summary>How many are below a bound.</summary>
    public static int CountBelow(ReadOnlySpan<double> sorted, double bound)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = sorted[middle] < bound ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>How many are not above a bound.</summary>
    public static int CountUpTo(ReadOnlySpan<double> sorted, double bound) => CountBelow(sorted, Math.BitIncrement(bound));
}
