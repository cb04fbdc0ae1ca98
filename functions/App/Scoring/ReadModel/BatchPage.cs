namespace MlFunctions.Scoring;

/// <summary>A page of batches, newest first.</summary>
/// <param name="Batches">UTF-8 JSON of each.</param>
/// <param name="Next">Where the next page begins; null: this is the last.</param>
public sealed record BatchPage(IReadOnlyList<ReadOnlyMemory<byte>> Batches, string? Next);
