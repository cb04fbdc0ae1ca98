namespace MlFunctions.Scoring;

/// <summary>How the app is.</summary>
/// <param name="Status"><c>healthy</c>, as long as it answers at all.</param>
/// <param name="Pipelines">By pipeline: the version that serves; null: none yet.</param>
internal sealed record Health(string Status, IReadOnlyDictionary<string, string?> Pipelines);
