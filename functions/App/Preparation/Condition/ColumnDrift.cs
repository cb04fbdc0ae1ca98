using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>How far a column has moved since the batch before. A missing value counts as a value of its own.</summary>
internal static class ColumnDrift
{
    /// <summary>The population stability index of a column; null where the batch before says nothing to compare with.</summary>
    /// <param name="column">The column now.</param>
    /// <param name="now">What it is like.</param>
    /// <param name="before">What it was like.</param>
    /// <param name="rowsBefore">In how many rows.</param>
    public static double? Of(SourceColumn column, ColumnCondition now, ColumnCondition before, int rowsBefore) => (now, before) switch
    {
        ({ Words: { } words }, { Words: { } wordsBefore }) => OfWords(words, now.Missing, column.Rows, wordsBefore, before.Missing, rowsBefore),
        (_, { Numbers: { } numbersBefore }) when column is not CategoryColumn => OfNumbers(column, now.Missing, numbersBefore.Distribution, before.Missing / (double)rowsBefore),
        _ => null,
    };

    private static double OfNumbers(SourceColumn column, int missing, Distribution before, double missingBefore)
    {
        var missingNow = missing / (double)column.Rows;
        var now = Distribution.Over(before.Bounds, column.Present());
        return PopulationStability.Index(
            [.. before.Shares.Select(s => s * (1 - missingBefore)), missingBefore],
            [.. now.Shares.Select(s => s * (1 - missingNow)), missingNow]);
    }

    private static double OfWords(IReadOnlyDictionary<string, int> now, int missing, int rows, IReadOnlyDictionary<string, int> before, int missingBefore, int rowsBefore)
    {
        var words = before.Keys.Union(now.Keys).ToArray();
        return PopulationStability.Index(
            [.. words.Select(w => before.GetValueOrDefault(w) / (double)rowsBefore), missingBefore / (double)rowsBefore],
            [.. words.Select(w => now.GetValueOrDefault(w) / (double)rows), missing / (double)rows]);
    }
}
