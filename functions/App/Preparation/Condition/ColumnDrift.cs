using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>How far a column has moved since the batch before. A missing value counts as a value of its own.</summary>
internal static class ColumnDrift
{
    /// <summary>Compares a column with the batch before; null where that says nothing to compare with.</summary>
    /// <param name="column">The column now.</param>
    /// <param name="before">What it was like.</param>
    /// <param name="rowsBefore">In how many rows.</param>
    public static DriftMeasure? Of(SourceColumn column, ColumnCondition before, int rowsBefore) => (column, before) switch
    {
        (CategoryColumn words, { Words: { } wordsBefore }) => OfWords(words, wordsBefore, before.Missing, rowsBefore),
        (not CategoryColumn, { Numbers.Distribution: { } distribution }) => OfNumbers(column, distribution, before.Missing, rowsBefore),
        _ => null,
    };

    private static DriftMeasure OfNumbers(SourceColumn column, Distribution before, int missingBefore, int rowsBefore)
    {
        var present = column.Present();
        var now = Distribution.Over(before.Bounds, present);
        return Measure(
            [.. before.Shares.Select(share => share * (rowsBefore - missingBefore)), missingBefore],
            [.. now.Shares.Select(share => share * present.Length), column.Rows - present.Length],
            rowsBefore,
            column.Rows);
    }

    /// <summary>By the words that the report before counts; all others, new or rare, are one part.</summary>
    private static DriftMeasure OfWords(CategoryColumn column, IReadOnlyDictionary<string, int> before, int missingBefore, int rowsBefore)
    {
        string[] words = [.. before.Keys];
        var parts = words.Select((word, part) => (word, part)).ToDictionary(w => w.word, w => w.part, StringComparer.Ordinal);
        var partOf = column.Words.Select(word => parts.GetValueOrDefault(word, words.Length)).ToArray();
        var now = new double[words.Length + 2];
        foreach (var code in column.Codes)
        {
            now[code == CategoryColumn.Missing ? words.Length + 1 : partOf[code]]++;
        }

        return Measure([.. words.Select(word => before[word]), rowsBefore - missingBefore - before.Values.Sum(), missingBefore], now, rowsBefore, column.Rows);
    }

    private static DriftMeasure Measure(double[] before, double[] now, int rowsBefore, int rowsNow)
    {
        var used = before.Zip(now).Count(part => part.First + part.Second > 0);
        return new DriftMeasure(
            PopulationStability.Index([.. before.Select(rows => Share(rows, rowsBefore))], [.. now.Select(rows => Share(rows, rowsNow))]),
            PopulationStability.Chance(used, rowsBefore, rowsNow));
    }

    /// <summary>A part without any row is taken for half a row: so few rows do not tell that it is emptier.</summary>
    private static double Share(double rows, int of) => Math.Max(rows, 0.5) / of;
}
