using Microsoft.Azure.Functions.Worker;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>The activity of a run that tries the combinations of one candidate on one fold.</summary>
public sealed class ScoreFold(FoldScoring scoring)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ScoreFold);

    /// <summary>Scores one fold.</summary>
    /// <exception cref="PipelineException">The candidate cannot learn from this data.</exception>
    /// <exception cref="TimeoutException">It took longer than the definition lets it.</exception>
    [Function(Name)]
    public Task<ScoredFold> RunAsync([ActivityTrigger] FoldToScore fold, CancellationToken cancellationToken) => scoring.ScoreAsync(fold, cancellationToken);
}
