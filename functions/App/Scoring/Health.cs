namespace MlFunctions.Scoring;

/// <summary>How the app is.</summary>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> where something stored of a pipeline cannot be used.</param>
/// <param name="Pipelines">By pipeline: the version that serves; null: none yet, or none that can be used.</param>
/// <param name="Faults">By pipeline: what cannot be used, and why.</param>
internal sealed record Health(string Status, IReadOnlyDictionary<string, string?> Pipelines, IReadOnlyDictionary<string, string> Faults);
