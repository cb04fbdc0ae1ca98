using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>The split of a table whose last rows are a fixed holdout.</summary>
internal static class FixedSplit
{
    /// <summary>All rows before the holdout train, but for copies of its rows: a model would be tried on what it knows.</summary>
    /// <param name="table">The rows that came, and after them those of the holdout.</param>
    /// <param name="holdoutRows">How many the holdout has.</param>
    /// <param name="inputs">The columns that rows are compared by.</param>
    public static Split Of(SourceTable table, int holdoutRows, IReadOnlyList<string> inputs)
    {
        var came = Enumerable.Range(0, table.Rows - holdoutRows).ToArray();
        var holdout = Enumerable.Range(came.Length, holdoutRows).ToArray();
        var seen = SeenRows.Of(table.Take(came), table.Take(holdout), inputs);
        var training = Array.FindAll(came, row => !seen.IsCopy[row]);
        var left = came.Length - training.Length;
        return new Split(
            training,
            holdout,
            [
                .. left == 0 ? Array.Empty<string>() : [$"{left:N0} of {came.Length:N0} rows do not train, because the holdout has rows that are like them."],
                .. seen.Repeated == 0 ? Array.Empty<string>() : [$"{seen.Repeated:N0} of {came.Length:N0} rows train although the holdout has rows with the same inputs: these inputs repeat in many rows, which are observations of their own."],
            ]);
    }
}
