using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Evaluation;

/// <summary>The activity of a run that measures the candidates and the champion on the holdout and holds the best against the gates.</summary>
public sealed class JudgeCandidates(HoldoutJudge judge)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(JudgeCandidates);

    /// <summary>Finds the best candidate and says whether it may serve.</summary>
    [Function(Name)]
    public Task<Verdict> RunAsync([ActivityTrigger] CandidatesToJudge candidates, CancellationToken cancellationToken) =>
        judge.JudgeAsync(candidates, cancellationToken);
}
