namespace MlFunctions.Scoring;

/// <summary>How a dataset is written, found out once for all of its parts.</summary>
/// <param name="Delimiter">What stands between cells.</param>
/// <param name="Decimal">What stands before decimals.</param>
/// <param name="Quote">What stands around cells.</param>
/// <param name="Encoding">How its text is encoded; null: UTF-8.</param>
/// <param name="Columns">The names of its columns, where it has no header; null: it has one.</param>
public sealed record DatasetForm(char Delimiter, char Decimal, char Quote, string? Encoding, IReadOnlyList<string>? Columns);
