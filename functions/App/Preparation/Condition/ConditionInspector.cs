using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Segregation;

namespace MlFunctions.Preparation;

/// <summary>Looks a batch over.</summary>
internal static class ConditionInspector
{
    private const int MostWords = 100;

    public static ConditionReport Inspect(string file, CsvResult read)
    {
        var like = DuplicateRows.FirstLike(read.Table);
        return new ConditionReport(
            file,
            read.Table.Rows,
            read.BadRows,
            read.Faults,
            like.Where((first, row) => first != row).Count(),
            read.ExtraColumns,
            [.. read.Table.Columns.Select(Inspect)]);
    }

    private static ColumnCondition Inspect(SourceColumn column)
    {
        if (column is CategoryColumn words)
        {
            return InspectWords(words);
        }

        var present = column switch
        {
            NumberColumn number => number.Values.Where(v => !float.IsNaN(v)).Select(v => (double)v).ToArray(),
            PreciseColumn precise => precise.Values.Where(v => !double.IsNaN(v)).ToArray(),
            _ => throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}."),
        };
        return new ColumnCondition(column.Name, column.Rows - present.Length, present.Length == 0 ? null : InspectNumbers(present), null);
    }

    private static ColumnCondition InspectWords(CategoryColumn column)
    {
        var counts = new int[column.Words.Count];
        foreach (var code in column.Codes)
        {
            if (code != CategoryColumn.Missing)
            {
                counts[code]++;
            }
        }

        var frequent = Enumerable.Range(0, counts.Length).Where(w => counts[w] > 0).OrderByDescending(w => counts[w]).ThenBy(w => column.Words[w], StringComparer.Ordinal);
        return new ColumnCondition(
            column.Name, column.Rows - counts.Sum(), null, frequent.Take(MostWords).ToDictionary(w => column.Words[w], w => counts[w], StringComparer.Ordinal))
        {
            DistinctWords = counts.Count(c => c > 0),
        };
    }

    private static NumberCondition InspectNumbers(double[] values)
    {
        Array.Sort(values);
        var mean = values.Average();
        var second = values.Average(v => (v - mean) * (v - mean));
        var third = values.Average(v => (v - mean) * (v - mean) * (v - mean));
        var lower = Quantile(values, 0.25);
        var upper = Quantile(values, 0.75);
        var fence = 3 * (upper - lower);
        return new NumberCondition(
            values[0],
            lower,
            Quantile(values, 0.5),
            upper,
            values[^1],
            mean,
            values.Length < 2 ? 0 : Math.Sqrt(second * values.Length / (values.Length - 1)),
            second == 0 ? 0 : third / Math.Pow(second, 1.5),
            values.Count(v => v < lower - fence || v > upper + fence));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        return sorted[below] + ((rank - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }
}
