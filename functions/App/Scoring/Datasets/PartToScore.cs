namespace MlFunctions.Scoring;

/// <summary>The input of <see cref="ScorePart"/>.</summary>
/// <param name="Job">The job.</param>
/// <param name="HeaderLength">How many bytes the file's header has.</param>
/// <param name="Part">The part.</param>
public sealed record PartToScore(ScoringJob Job, int HeaderLength, DatasetPart Part)
{
    /// <summary>How the dataset is written; null: as the definition says, or with commas and points.</summary>
    public DatasetForm? Form { get; init; }
}
