namespace MlFunctions.Scoring;

/// <summary>The input of <see cref="JoinScores"/>.</summary>
/// <param name="Job">The job.</param>
/// <param name="Parts">Its parts, in order.</param>
public sealed record ScoredParts(ScoringJob Job, IReadOnlyList<ScoredPart> Parts);
