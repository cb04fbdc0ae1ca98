namespace MlFunctions.Storage;

/// <summary>A small artifact, read whole.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ETag">Changes whenever the content does; opaque.</param>
public sealed record Artifact(BinaryData Content, string ETag);
