using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Preparation;

/// <summary>What was set aside when a file was read.</summary>
/// <param name="Rows">How many rows are in the feature set.</param>
/// <param name="BadRows">How many rows were quarantined.</param>
/// <param name="Faults">The first of them, with line, column and reason.</param>
/// <param name="ExtraColumns">The columns that the definition does not name; they were not read.</param>
internal sealed record QuarantineReport(int Rows, int BadRows, IReadOnlyList<CsvFault> Faults, IReadOnlyList<string> ExtraColumns);
