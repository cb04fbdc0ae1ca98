using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>The split of a table whose last rows are a fixed holdout.</summary>
internal static class FixedSplit
{
    /// <summary>All rows before the holdout train, but for those that are like one of its rows in every input: a model would be tried on what it knows.</summary>
    /// <param name="table">The rows that came, and after them those of the holdout.</param>
    /// <param name="holdoutRows">How many the holdout has.</param>
    /// <param name="inputs">The columns that rows are compared by.</param>
    public static Split Of(SourceTable table, int holdoutRows, IReadOnlyList<string> inputs)
    {
        var came = Enumerable.Range(0, table.Rows - holdoutRows).ToArray();
        var holdout = Enumerable.Range(came.Length, holdoutRows).ToArray();
        var like = DuplicateRows.FirstLike(table.Take(holdout).Append(table.Take(came)).Select(inputs));
        var training = Array.FindAll(came, row => like[holdoutRows + row] >= holdoutRows);
        var left = came.Length - training.Length;
        return new Split(training, holdout, left == 0 ? [] : [$"{left:N0} of {came.Length:N0} rows do not train, because the holdout has rows that are like them."]);
    }
}
