using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>Which candidate won a run, and whether it may serve.</summary>
/// <param name="Candidate">The best candidate that passed; where none did, the best.</param>
/// <param name="Champion">The version that served when it was judged, and that it was measured against; null: none.</param>
/// <param name="Metrics">Its metrics on the holdout, by name.</param>
/// <param name="Reasons">Why it may not serve; empty where it may.</param>
/// <param name="Warnings">What should be looked at.</param>
/// <param name="Summary">The verdict in a few words.</param>
/// <param name="Comparison">Against the champion, with interval and p-value; null: there was none, or none that could be measured row by row.</param>
public sealed record Verdict(
    TrainedCandidate Candidate,
    int? Champion,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Warnings,
    string Summary,
    ChampionComparison? Comparison = null)
{
    /// <summary>Against the naive model; null: the task has none.</summary>
    public NaiveComparison? Naive { get; init; }

    /// <summary>Whether it may serve.</summary>
    public bool Passed => Reasons.Count == 0;

    /// <summary>Its trainer.</summary>
    public string Trainer => Candidate.Trainer;
}
