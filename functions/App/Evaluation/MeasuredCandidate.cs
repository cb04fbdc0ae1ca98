namespace MlFunctions.Evaluation;

/// <summary>A candidate and its metrics on the holdout.</summary>
/// <param name="Index">Which candidate of the definition, from 0.</param>
/// <param name="Trainer">The trainer's name.</param>
/// <param name="Metrics">By name.</param>
internal sealed record MeasuredCandidate(int Index, string Trainer, IReadOnlyDictionary<string, double> Metrics);
