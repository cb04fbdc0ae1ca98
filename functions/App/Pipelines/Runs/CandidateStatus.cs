namespace MlFunctions.Pipelines;

/// <summary>One candidate of a run.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="State">How far it is.</param>
/// <param name="Score">Its cross-validated score, once trained.</param>
/// <param name="Hyperparameters">What the search chose, once trained.</param>
/// <param name="Seconds">How long search and training took.</param>
/// <param name="Error">Why it failed.</param>
public sealed record CandidateStatus(
    string Trainer,
    CandidateState State,
    double? Score = null,
    string? Hyperparameters = null,
    double? Seconds = null,
    string? Error = null)
{
    /// <summary>How many folds its search has in all rounds.</summary>
    public int Folds { get; init; }

    /// <summary>How many of them are scored.</summary>
    public int FoldsDone { get; init; }
}
