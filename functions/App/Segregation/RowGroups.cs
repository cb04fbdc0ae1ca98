using System.Runtime.InteropServices;
using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>Rows by what a column says of them.</summary>
internal static class RowGroups
{
    /// <summary>The rows of each value, rising; the values in order of first appearance.</summary>
    public static IReadOnlyList<int[]> By(SourceColumn column) => column switch
    {
        CategoryColumn category => By(category.Codes),
        NumberColumn number => By(number.Values),
        PreciseColumn precise => By(precise.Values),
        _ => throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}."),
    };

    /// <summary>The same, numbers by the part of their distribution that they are in; equal numbers stay together.</summary>
    /// <param name="column">The column, without missing values.</param>
    /// <param name="parts">How many parts.</param>
    public static IReadOnlyList<int[]> By(SourceColumn column, int parts) => column switch
    {
        NumberColumn number => By(Parts([.. number.Values.Select(v => (double)v)], parts)),
        PreciseColumn precise => By(Parts(precise.Values, parts)),
        _ => By(column),
    };

    private static int[] Parts(double[] values, int parts)
    {
        var sorted = values.Order().ToArray();
        var bounds = Enumerable.Range(1, parts - 1).Select(p => sorted[(int)((long)p * sorted.Length / parts)]).ToArray();
        return [.. values.Select(v => bounds.Count(b => v >= b))];
    }

    /// <summary>The rows of each value.</summary>
    public static IReadOnlyList<int[]> By<T>(T[] values)
        where T : notnull
    {
        var groups = new Dictionary<T, List<int>>();
        var order = new List<List<int>>();
        for (var r = 0; r < values.Length; r++)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, values[r], out _);
            if (group is null)
            {
                group = [];
                order.Add(group);
            }

            group.Add(r);
        }

        return [.. order.Select(g => g.ToArray())];
    }
}
