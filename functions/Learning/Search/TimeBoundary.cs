namespace MlFunctions.Learning;

/// <summary>Finds where rows in order of time can be cut without dividing rows of one time.</summary>
public static class TimeBoundary
{
    /// <summary>The cut nearest to the one asked for, of two equally near ones the earlier; where all rows have one time, the one asked for.</summary>
    /// <param name="times">The times, rising.</param>
    /// <param name="wanted">How many rows are to be before the cut, from 0 to the number of rows.</param>
    public static int Nearest(ReadOnlySpan<double> times, int wanted)
    {
        if (times.Length == 0 || wanted == 0 || wanted == times.Length || times[0] == times[^1])
        {
            return wanted;
        }

        for (var step = 0; ; step++)
        {
            if (IsCut(times, wanted - step))
            {
                return wanted - step;
            }

            if (IsCut(times, wanted + step))
            {
                return wanted + step;
            }
        }
    }

    // Inside the rows alone: a side without rows is no cut.
    private static bool IsCut(ReadOnlySpan<double> times, int before) =>
        before > 0 && before < times.Length && times[before - 1] != times[before];
}
