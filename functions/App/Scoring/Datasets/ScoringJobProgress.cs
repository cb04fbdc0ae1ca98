namespace MlFunctions.Scoring;

/// <summary>How far a job is: the custom status of its orchestration.</summary>
/// <param name="Parts">How many parts the dataset has.</param>
/// <param name="Scored">How many of them are scored.</param>
internal sealed record ScoringJobProgress(int Parts, int Scored);
