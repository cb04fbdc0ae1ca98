using Microsoft.Azure.Functions.Worker;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>The activity of a run that trains one candidate with what its search found best.</summary>
public sealed class TrainCandidate(CandidateTraining training)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(TrainCandidate);

    /// <summary>Trains one candidate, once all folds of its search are scored.</summary>
    /// <exception cref="PipelineException">The candidate cannot learn from this data.</exception>
    /// <exception cref="TimeoutException">It took longer than the definition lets it.</exception>
    [Function(Name)]
    public Task<TrainedCandidate> RunAsync([ActivityTrigger] CandidateToTrain candidate, CancellationToken cancellationToken) =>
        training.TrainAsync(candidate, cancellationToken);
}
