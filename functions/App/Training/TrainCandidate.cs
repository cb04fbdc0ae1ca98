using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Training;

/// <summary>The activity of a run that searches and trains one candidate; a run has as many of them as its definition has candidates, in parallel.</summary>
internal sealed class TrainCandidate(CandidateTraining training)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(TrainCandidate);

    /// <summary>Trains one candidate.</summary>
    [Function(Name)]
    public Task<TrainedCandidate> RunAsync([ActivityTrigger] CandidateToTrain candidate, CancellationToken cancellationToken) =>
        training.TrainAsync(candidate, cancellationToken);
}
