namespace MlFunctions.Scoring;

/// <summary>A batch as the read model holds it.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="BatchId">The batch.</param>
/// <param name="Created">When it was accepted; batches are listed by it.</param>
/// <param name="View">UTF-8 JSON: the answer to a query.</param>
/// <param name="Features">UTF-8 JSON: for each subject an array of values, for corrections.</param>
public sealed record BatchEntry(string Pipeline, string BatchId, DateTimeOffset Created, ReadOnlyMemory<byte> View, ReadOnlyMemory<byte> Features);
