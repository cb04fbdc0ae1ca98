namespace MlFunctions.Ingestion.Csv;

/// <summary>What a file holds.</summary>
/// <param name="Table">The good rows, in the order of the file; at least one.</param>
/// <param name="BadRows">How many rows were left out.</param>
/// <param name="Bad">The first of the bad rows, in the order of the file.</param>
/// <param name="ExtraColumns">The columns of the file that the schema does not name; they were not read.</param>
public sealed record CsvResult(SourceTable Table, int BadRows, IReadOnlyList<CsvBadRow> Bad, IReadOnlyList<string> ExtraColumns)
{
    /// <summary>Why the first of the bad rows were left out, in the order of the file.</summary>
    public IReadOnlyList<CsvFault> Faults => [.. Bad.Select(row => row.Fault)];

    /// <summary>What was assumed of how it is written; null: nothing.</summary>
    public string? Assumed { get; init; }

    /// <summary>How many rows were left out for a column; rows with too few or too many cells are not among them.</summary>
    public IReadOnlyDictionary<string, int> BadRowsByColumn { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
