namespace MlFunctions.Learning;

/// <summary>How far a search is.</summary>
/// <param name="Done">How many trainings are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Candidate">The candidate that was just trained.</param>
/// <param name="Score">How it did.</param>
public sealed record SearchProgress(int Done, int Total, Candidate Candidate, FoldScore Score);
