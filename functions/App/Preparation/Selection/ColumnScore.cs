namespace MlFunctions.Preparation;

/// <summary>How much a column says of the target, or of anything.</summary>
/// <param name="Column">The column.</param>
/// <param name="Score">The higher, the more.</param>
internal sealed record ColumnScore(string Column, double Score);
