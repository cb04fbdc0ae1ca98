namespace MlFunctions.Scoring;

/// <summary>The answer to a request for a job.</summary>
/// <param name="JobId">The job.</param>
/// <param name="StatusUrl">Where to look how far it is.</param>
internal sealed record StartedScoring(string JobId, string StatusUrl);
