namespace MlFunctions.Scoring;

/// <summary>A message of the queue as it came: the rows themselves, or where they are.</summary>
/// <param name="Request">The batch; without rows where <paramref name="Artifact"/> has them.</param>
/// <param name="Artifact">The name of the artifact in <c>requests/</c> that holds the same message with its rows; null: they are here.</param>
public sealed record ScoringMessage(ScoringRequest Request, string? Artifact);
