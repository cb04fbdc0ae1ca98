namespace MlFunctions.Scoring;

/// <summary>The answer to a batch that is scored soon.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="StatusUrl">Where to look for its scores.</param>
internal sealed record AcceptedBatch(string BatchId, string StatusUrl);
