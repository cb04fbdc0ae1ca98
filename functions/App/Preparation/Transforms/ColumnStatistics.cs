namespace MlFunctions.Preparation;

/// <summary>What is typical of a column, missing values left out.</summary>
internal static class ColumnStatistics
{
    /// <summary>The values that are there, rising.</summary>
    public static float[] Sorted(ReadOnlySpan<float> values)
    {
        var present = new float[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                present[count++] = value;
            }
        }

        Array.Resize(ref present, count);
        Array.Sort(present);
        return present;
    }

    /// <summary>The mean; 0 where all are missing.</summary>
    public static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0d;
        var count = 0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>The standard deviation about <paramref name="mean"/>, divided by n − <paramref name="freedom"/>; 0 where there are too few.</summary>
    public static double Deviation(ReadOnlySpan<float> values, double mean, int freedom)
    {
        var sum = 0d;
        var count = 0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                sum += (value - mean) * (value - mean);
                count++;
            }
        }

        return count <= freedom ? 0 : Math.Sqrt(sum / (count - freedom));
    }

    /// <summary>A quantile by linear interpolation between the closest ranks, definition 7 of Hyndman and Fan (1996).</summary>
    /// <param name="sorted">At least one value, rising.</param>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(ReadOnlySpan<float> sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * ((double)sorted[above] - sorted[below]));
    }

    /// <summary>The value that is there most often; of several the smallest.</summary>
    /// <param name="sorted">At least one value, rising.</param>
    public static float MostFrequent(ReadOnlySpan<float> sorted)
    {
        var best = sorted[0];
        var longest = 0;
        var start = 0;
        for (var i = 1; i <= sorted.Length; i++)
        {
            if (i == sorted.Length || sorted[i] != sorted[start])
            {
                if (i - start > longest)
                {
                    longest = i - start;
                    best = sorted[start];
                }

                start = i;
            }
        }

        return best;
    }
}
