using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Segregation;

namespace MlFunctions.Preparation;

/// <summary>The state in which a batch came, before anything was rectified.</summary>
/// <param name="Rows">How many rows were read.</param>
/// <param name="BadRows">How many more were quarantined.</param>
/// <param name="Faults">Why, for the first of them.</param>
/// <param name="Duplicates">How many rows are like an earlier one in every column.</param>
/// <param name="ExtraColumns">Columns of the file that nothing asked for.</param>
/// <param name="Columns">Each column by itself, in the order of the schema.</param>
public sealed record ConditionReport(
    int Rows,
    int BadRows,
    IReadOnlyList<CsvFault> Faults,
    int Duplicates,
    IReadOnlyList<string> ExtraColumns,
    IReadOnlyList<ColumnCondition> Columns)
{
    /// <summary>The batch before, which drift is measured from; null: there is none.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>So many bad rows are described in the report; those in quarantine are all described there.</summary>
    private const int MostFaults = 100;

    /// <summary>The share of rows, 0 to 1, that were quarantined.</summary>
    public double BadShare => BadRows / (double)(Rows + BadRows);

    /// <summary>Looks a batch over.</summary>
    /// <param name="read">The batch.</param>
    /// <param name="before">The report on the batch before, to compare with; null: there is none.</param>
    public static ConditionReport Of(CsvResult read, ConditionReport? before = null) => new(
        read.Table.Rows,
        read.BadRows,
        [.. read.Bad.Take(MostFaults).Select(row => row.Fault)],
        DuplicateRows.FirstLike(read.Table).Where((first, row) => first != row).Count(),
        read.ExtraColumns,
        [.. read.Table.Columns.AsParallel().AsOrdered().Select(c => Look(c, read, before))]);

    private static ColumnCondition Look(SourceColumn column, CsvResult read, ConditionReport? before)
    {
        var now = ColumnCondition.Of(column) with { BadRows = read.BadRowsByColumn.GetValueOrDefault(column.Name) };
        return before?.Columns.FirstOrDefault(c => c.Name == column.Name) is { } then
            ? now with { Drift = ColumnDrift.Of(column, then, before.Rows) }
            : now;
    }
}
