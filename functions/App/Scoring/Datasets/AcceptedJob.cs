namespace MlFunctions.Scoring;

/// <summary>A job that has been started.</summary>
/// <param name="JobId">The job.</param>
/// <param name="StatusUrl">Where it shows how far it is.</param>
internal sealed record AcceptedJob(string JobId, string StatusUrl);
