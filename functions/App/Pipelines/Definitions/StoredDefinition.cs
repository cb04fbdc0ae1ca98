namespace MlFunctions.Pipelines;

/// <summary>A definition as it is stored.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Json">The JSON that it was read from.</param>
/// <param name="Hash">SHA-256 of the JSON, hexadecimal: the definition's version.</param>
public sealed record StoredDefinition(PipelineDefinition Definition, BinaryData Json, string Hash);
