namespace MlFunctions.Preparation;

/// <summary>A column that is not like it was in the batch before.</summary>
/// <param name="Column">The column.</param>
/// <param name="Index">Its population stability index.</param>
public sealed record DriftedColumn(string Column, double Index);
