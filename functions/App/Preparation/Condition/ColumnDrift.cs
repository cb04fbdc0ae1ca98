using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>How far the rows of a column have moved from those that they are compared with. A missing value counts as a value of its own.</summary>
internal static class ColumnDrift
{
    /// <summary>Compares a column with the batch before; null where that says nothing to compare with.</summary>
    /// <param name="column">The column now.</param>
    /// <param name="before">What it was like.</param>
    /// <param name="rowsBefore">In how many rows.</param>
    public static DriftMeasure? Of(SourceColumn column, ColumnCondition before, int rowsBefore) =>
        ColumnParts.Of(before, rowsBefore) is { } parts && parts.Count(column) is { } now ? Measure(parts.Rows, now) : null;

    /// <summary>Compares how rows fall into the same parts.</summary>
    /// <param name="before">How many rows there were in each part.</param>
    /// <param name="now">How many there are.</param>
    public static DriftMeasure Measure(IReadOnlyList<double> before, IReadOnlyList<double> now)
    {
        var (rowsBefore, rowsNow) = ((int)Math.Round(before.Sum()), (int)Math.Round(now.Sum()));
        var used = before.Zip(now).Count(part => part.First + part.Second > 0);
        return new DriftMeasure(
            PopulationStability.Index([.. before.Select(rows => Share(rows, rowsBefore))], [.. now.Select(rows => Share(rows, rowsNow))]),
            PopulationStability.Chance(used, rowsBefore, rowsNow));
    }

    /// <summary>A part without any row is taken for half a row: so few rows do not tell that it is emptier.</summary>
    private static double Share(double rows, int of) => Math.Max(rows, 0.5) / of;
}
