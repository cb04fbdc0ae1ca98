using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>A candidate, its metrics on the holdout, and how it stands against the gates.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Metrics">By name.</param>
/// <param name="Checks">What common sense expects.</param>
/// <param name="Reasons">Why it may not serve; empty where it may.</param>
/// <param name="Warnings">What should be looked at.</param>
internal sealed record JudgedCandidate(
    TrainedCandidate Candidate,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<LogicCheck> Checks,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Warnings);
