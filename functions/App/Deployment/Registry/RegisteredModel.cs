namespace MlFunctions.Deployment;

/// <summary>One deployed model.</summary>
/// <param name="Version">From 1, without gaps in time.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="Deployed">When it first served.</param>
/// <param name="Trainer">The trainer's name.</param>
/// <param name="Metrics">Its metrics on the holdout.</param>
public sealed record RegisteredModel(int Version, string RunId, DateTimeOffset Deployed, string Trainer, IReadOnlyDictionary<string, double> Metrics);
