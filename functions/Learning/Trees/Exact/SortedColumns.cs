namespace MlFunctions.Learning;

/// <summary>Every column's rows in order of its values, missing ones last.</summary>
internal static class SortedColumns
{
    public static int[][] Of(FeatureTable table, ReadOnlySpan<int> rows)
    {
        var orders = new int[table.Columns.Count][];
        var keys = new float[rows.Length];
        for (var c = 0; c < orders.Length; c++)
        {
            orders[c] = Order(table.Column(c), rows, keys);
        }

        return orders;
    }

    private static int[] Order(ReadOnlySpan<float> column, ReadOnlySpan<int> rows, float[] keys)
    {
        var order = new int[rows.Length];
        var present = 0;
        var missing = rows.Length;
        foreach (var row in rows)
        {
            if (float.IsNaN(column[row]))
            {
                order[--missing] = row;
            }
            else
            {
                keys[present] = column[row];
                order[present++] = row;
            }
        }

        Array.Sort(keys, order, 0, present);
        return order;
    }
}
