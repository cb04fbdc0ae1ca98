namespace MlFunctions.Ingestion.Csv;

/// <summary>What a file holds.</summary>
/// <param name="Table">The good rows, in the order of the file; at least one.</param>
/// <param name="BadRows">How many rows were left out.</param>
/// <param name="Faults">The first of the bad rows, in the order of the file.</param>
/// <param name="ExtraColumns">The columns of the file that the schema does not name; they were not read.</param>
internal sealed record CsvResult(SourceTable Table, int BadRows, IReadOnlyList<CsvFault> Faults, IReadOnlyList<string> ExtraColumns)
{
    /// <summary>How many rows were left out for a column; rows with too few or too many cells are not among them.</summary>
    public IReadOnlyDictionary<string, int> BadRowsByColumn { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
