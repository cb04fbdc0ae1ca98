using Microsoft.DurableTask;
using MlFunctions.Training;

namespace MlFunctions.Pipelines;

/// <summary>
/// The training of a run, part of its orchestration: every candidate at the same time, every fold of a candidate at the same time, each
/// an activity that is tried again by itself. A candidate that fails is left out.
/// </summary>
internal sealed class TrainingStage(TaskOrchestrationContext context, RunProgress progress, RunPlan plan)
{
    /// <summary>
    /// How many activities of one run train at the same time, on all workers together. Fewer than a worker takes (host.json), so that
    /// a long run leaves room for the runs of other pipelines.
    /// </summary>
    public const int FoldsAtOnce = 8;

    private const int MostTries = 3;


    private readonly OrchestrationSlots _slots = new(FoldsAtOnce);
    private readonly SortedDictionary<int, string> _errors = [];
    private readonly List<string> _warnings = [];

    /// <summary>What should be looked at: the candidates that failed, and how the others were searched.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. _warnings, .. _errors.Select(error => $"Candidate {error.Key + 1}, {plan.Candidates[error.Key].Trainer}, failed and is left out: {error.Value}")];

    /// <summary>Trains all candidates.</summary>
    /// <returns>Those that could be trained, at least one.</returns>
    /// <exception cref="PipelineException">None could.</exception>
    public async Task<IReadOnlyList<TrainedCandidate>> RunAsync()
    {
        var trained = await Task.WhenAll(plan.Candidates.Select((_, index) => TrainAsync(index)));
        _warnings.AddRange(trained.OfType<TrainedCandidate>().SelectMany(candidate => candidate.Warnings).Distinct(StringComparer.Ordinal));
        return trained.OfType<TrainedCandidate>().ToList() is { Count: > 0 } candidates
            ? candidates
            : throw new PipelineException($"Every candidate failed: {string.Join("; ", _errors.Values.Distinct(StringComparer.Ordinal))}");
    }

    private async Task<TrainedCandidate?> TrainAsync(int index)
    {
        try
        {
            for (var round = 0; round < plan.Candidates[index].Rounds; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, plan.Folds).Select(fold => ScoreAsync(index, round, fold)));
            }

            var toTrain = new CandidateToTrain(plan, index);
            var candidate = await _slots.RunAsync(() => context.CallActivityAsync<TrainedCandidate>(TrainCandidate.Name, toTrain, ActivityRetries.Transient));
            progress.Trained(candidate);
            return candidate;
        }
        catch (TaskFailedException exception)
        {
            _errors[index] = exception.FailureDetails.ErrorMessage;
            progress.Failed(index, _errors[index]);
            return null;
        }
    }

    // By hand rather than by a retry policy, because the last try must know that it is: what a trainer throws then is its result.
    private async Task ScoreAsync(int candidate, int round, int fold)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var input = new FoldToScore(plan, candidate, round, fold, IsLastTry: attempt >= MostTries);
                progress.Scored(candidate, await _slots.RunAsync(() => context.CallActivityAsync<ScoredFold>(ScoreFold.Name, input)));
                return;
            }
            catch (TaskFailedException exception) when (attempt < (ActivityRetries.IsOfStorage(exception.FailureDetails) ? ActivityRetries.AttemptsOfStorage : MostTries) && !exception.FailureDetails.IsCausedBy<PipelineException>())
            {
                await context.CreateTimer(ActivityRetries.WaitAfter(attempt), CancellationToken.None);
            }
        }
    }
}
