namespace MlFunctions.Scoring;

/// <summary>A range of whole records of a file.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="FirstRow">The number of its first row, from 1 for the row after the header.</param>
public sealed record DatasetPart(int Index, long Offset, int Length, long FirstRow);
