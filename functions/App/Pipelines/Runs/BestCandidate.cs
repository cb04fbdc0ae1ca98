namespace MlFunctions.Pipelines;

/// <summary>The best candidate of a run so far.</summary>
/// <param name="Trainer">Its trainer.</param>
/// <param name="Score">Its cross-validated score.</param>
public sealed record BestCandidate(string Trainer, double Score);
