using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>The activity of a run that trains one candidate with what its search found best.</summary>
public sealed class TrainCandidate(CandidateTraining training, RunWatch watch, CrashGuard guard)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(TrainCandidate);

    /// <summary>Trains one candidate, once all folds of its search are scored.</summary>
    /// <exception cref="PipelineException">The candidate cannot learn from this data.</exception>
    /// <exception cref="TimeoutException">It took longer than the definition lets it.</exception>
    [Function(Name)]
    public Task<TrainedCandidate> RunAsync([ActivityTrigger] CandidateToTrain candidate, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        watch.DoAsync(durable, candidate.Plan.RunId, going => guard.DoAsync(candidate.Plan, $"candidate-{candidate.Index}", $"The training of {candidate.Plan.Candidates[candidate.Index].Trainer}", () => training.TrainAsync(candidate, going), going), cancellationToken);
}
