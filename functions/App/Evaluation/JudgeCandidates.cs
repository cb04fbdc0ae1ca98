using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Pipelines;

namespace MlFunctions.Evaluation;

/// <summary>The activity of a run that measures the candidates and the champion on the holdout and holds the best against the gates.</summary>
public sealed class JudgeCandidates(HoldoutJudge judge, RunWatch watch)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(JudgeCandidates);

    /// <summary>Finds the best candidate and says whether it may serve.</summary>
    [Function(Name)]
    public Task<Verdict> RunAsync([ActivityTrigger] CandidatesToJudge candidates, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        watch.DoAsync(durable, candidates.Plan.RunId, going => judge.JudgeAsync(candidates, going), cancellationToken);
}
