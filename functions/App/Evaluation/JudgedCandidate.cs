using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>A candidate, how good it is on the holdout, and how it stands against the gates. Kept with the run and, of the winner, with its package.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Metrics">By name.</param>
/// <param name="Checks">What each gate found.</param>
/// <param name="Reasons">Why it may not serve; empty where it may.</param>
/// <param name="Warnings">What should be looked at.</param>
/// <param name="Evaluation">Intervals, curves, residuals, importances, and the comparison with the champion.</param>
internal sealed record JudgedCandidate(
    TrainedCandidate Candidate,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<GateResult> Checks,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Warnings,
    HoldoutEvaluation Evaluation);
