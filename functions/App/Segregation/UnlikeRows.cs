using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>Finds rows that may be learned from although they did not come with the table that the holdout was set apart from.</summary>
internal static class UnlikeRows
{
    /// <summary>The rows of a table, each once, that are like no row of a holdout.</summary>
    /// <param name="table">The table.</param>
    /// <param name="holdout">The holdout.</param>
    /// <param name="columns">What rows are compared by.</param>
    public static int[] Of(SourceTable table, SourceTable holdout, IReadOnlyList<string> columns)
    {
        var like = DuplicateRows.FirstLike(holdout.Select(columns).Append(table.Select(columns)));
        return [.. Enumerable.Range(0, table.Rows).Where(row => like[holdout.Rows + row] == holdout.Rows + row)];
    }
}
