namespace MlFunctions.Learning;

/// <summary>Rows in order of a value.</summary>
internal static class RowOrder
{
    /// <summary>The rows by ascending value, missing ones last.</summary>
    public static int[] Of(ReadOnlySpan<float> values)
    {
        var order = new int[values.Length];
        var keys = new float[values.Length];
        var (present, missing) = (0, values.Length);
        for (var row = 0; row < values.Length; row++)
        {
            if (float.IsNaN(values[row]))
            {
                order[--missing] = row;
            }
            else
            {
                keys[present] = values[row];
                order[present++] = row;
            }
        }

        Array.Sort(keys, order, 0, present);
        return order;
    }

    /// <summary>The rows by ascending value, none of which is missing.</summary>
    public static int[] Of(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        return order;
    }
}
