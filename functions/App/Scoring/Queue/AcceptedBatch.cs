namespace MlFunctions.Scoring;

/// <summary>A batch that will be scored.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="StatusUrl">Where its scores will be.</param>
internal sealed record AcceptedBatch(string BatchId, string StatusUrl);
