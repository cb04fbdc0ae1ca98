namespace MlFunctions.Pipelines;

/// <summary>What came of a run: the output of <see cref="RetrainPipeline"/>.</summary>
/// <param name="Outcome">Whether a new model serves.</param>
/// <param name="ModelVersion">The new model, e.g. <c>dispatch:3</c>; null where none was deployed.</param>
/// <param name="Trainer">The best candidate's trainer.</param>
/// <param name="Metrics">The best candidate's metrics on the holdout.</param>
/// <param name="Reasons">Why it was rejected; empty where it was deployed.</param>
/// <param name="Warnings">What should be looked at, from any stage.</param>
internal sealed record RunResult(
    RunOutcome Outcome,
    string? ModelVersion,
    string Trainer,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Warnings);
