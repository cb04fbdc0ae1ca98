using Microsoft.DurableTask;

namespace MlFunctions.Pipelines;

/// <summary>Keeps the custom status of a run up to date as the orchestration goes through its stages. Deterministic: time comes from the orchestration.</summary>
internal sealed class RunProgress(TaskOrchestrationContext context)
{
    private RunStatus _status = new(BatchId: null, Stages: [], Candidates: []);

    /// <summary>Begins a stage and ends the one before it.</summary>
    public void Enter(RunStage stage) => Show(_status with { Stages = [.. Ended(detail: null), new StageStatus(stage, new DateTimeOffset(context.CurrentUtcDateTime))] });

    /// <summary>Ends the stage under way.</summary>
    /// <param name="detail">What came of it, in a few words.</param>
    public void Leave(string detail) => Show(_status with { Stages = Ended(detail) });

    /// <summary>Names the raw data and the candidates, once the plan is made.</summary>
    public void Plan(RunPlan plan) => Show(_status with
    {
        BatchId = plan.BatchId,
        Candidates = [.. plan.Candidates.Select(trainer => new CandidateStatus(trainer, CandidateState.Training))],
    });

    /// <summary>Shows what came of one candidate.</summary>
    public void Candidate(int index, CandidateStatus candidate)
    {
        var candidates = _status.Candidates.ToArray();
        candidates[index] = candidate;
        Show(_status with { Candidates = candidates });
    }

    private IReadOnlyList<StageStatus> Ended(string? detail)
    {
        if (_status.Stages is not [.., { Seconds: null } last])
        {
            return _status.Stages;
        }

        var seconds = (context.CurrentUtcDateTime - last.Started.UtcDateTime).TotalSeconds;
        return [.. _status.Stages.SkipLast(1), last with { Seconds = seconds, Detail = detail }];
    }

    private void Show(RunStatus status)
    {
        _status = status;
        context.SetCustomStatus(status);
    }
}
