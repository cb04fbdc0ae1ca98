using System.Text.Json.Serialization;

namespace MlFunctions.Deployment;

/// <summary>One deployed model.</summary>
/// <param name="Version">From 1, without gaps in time.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="Deployed">When it first served.</param>
/// <param name="Trainer">The trainer's name.</param>
/// <param name="Metrics">Its metrics on the holdout.</param>
public sealed record RegisteredModel(int Version, string RunId, DateTimeOffset Deployed, string Trainer, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>SHA-256 of its package, hexadecimal; null: it was deployed before the registry held hashes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PackageHash { get; init; }
}
