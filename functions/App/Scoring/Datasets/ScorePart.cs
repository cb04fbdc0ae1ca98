using Microsoft.Azure.Functions.Worker;
using MlFunctions.Pipelines;

namespace MlFunctions.Scoring;

/// <summary>The activity of a job that scores one part of its dataset.</summary>
public sealed class ScorePart(PartScoring scoring)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ScorePart);

    /// <summary>Scores a part and keeps its scores.</summary>
    /// <exception cref="PipelineException">The dataset lacks a feature that the model needs.</exception>
    [Function(Name)]
    public Task<ScoredPart> RunAsync([ActivityTrigger] PartToScore part, CancellationToken cancellationToken) => scoring.ScoreAsync(part, cancellationToken);
}
