using Microsoft.DurableTask;
using MlFunctions.Training;

namespace MlFunctions.Pipelines;

/// <summary>Keeps the custom status of a run up to date as the orchestration goes through its stages. Deterministic: time comes from the orchestration.</summary>
internal sealed class RunProgress(TaskOrchestrationContext context)
{
    private RunStatus _status = new(BatchId: null, Stages: [], Candidates: []);
    private TrainingEstimate _estimate = new([]);
    private bool _higherIsBetter;

    /// <summary>Begins a stage and ends the one before it.</summary>
    public void Enter(RunStage stage) => Show(_status with { Stages = [.. Ended(detail: null, cached: false), new StageStatus(stage, new DateTimeOffset(context.CurrentUtcDateTime))] });

    /// <summary>Ends the stage under way.</summary>
    /// <param name="detail">What came of it, in a few words.</param>
    /// <param name="cached">Whether it took what an earlier run had come to.</param>
    public void Leave(string detail, bool cached = false) => Show(_status with { Stages = Ended(detail, cached), SecondsLeft = null, Approval = null });

    /// <summary>Names the raw data and the candidates, once the plan is made.</summary>
    public void Plan(RunPlan plan)
    {
        _higherIsBetter = plan.HigherIsBetter;
        _estimate = new TrainingEstimate(plan.Candidates.Select(candidate => (candidate.Rounds * plan.Folds) + 1));
        Show(_status with
        {
            BatchId = plan.BatchId,
            Candidates =
            [
                .. plan.Candidates.Select(candidate => new CandidateStatus(candidate.Trainer, CandidateState.Training) { Folds = candidate.Rounds * plan.Folds }),
            ],
        });
    }

    /// <summary>Counts one fold of a candidate.</summary>
    public void Scored(int index, ScoredFold fold)
    {
        _estimate.Done(index, fold.Cached ? null : fold.Seconds);
        var candidate = _status.Candidates[index];
        Show(index, candidate with { FoldsDone = candidate.FoldsDone + 1 });
    }

    /// <summary>Shows a candidate that is trained.</summary>
    public void Trained(TrainedCandidate candidate)
    {
        _estimate.Ended(candidate.Index);
        var isBetter = _status.Best is not { } best || (_higherIsBetter ? candidate.Score > best.Score : candidate.Score < best.Score);
        _status = _status with { Best = isBetter ? new BestCandidate(candidate.Trainer, candidate.Score) : _status.Best };
        Show(candidate.Index, _status.Candidates[candidate.Index] with
        {
            State = candidate.Cached ? CandidateState.Cached : CandidateState.Trained,
            Score = candidate.Score,
            Hyperparameters = Shortened(candidate.Hyperparameters),
            Seconds = candidate.Seconds,
        });
    }

    /// <summary>Shows a candidate that failed.</summary>
    public void Failed(int index, string error)
    {
        _estimate.Ended(index);
        Show(index, _status.Candidates[index] with { State = CandidateState.Failed, Error = Shortened(error) });
    }

    /// <summary>Shows what people are asked for, until the stage is left.</summary>
    public void Ask(ApprovalRequest request) => Show(_status with { Approval = request });

    // Azure takes 8,192 characters of custom status in all; what is cut off here stands whole in the candidate's package or the run's failure.
    private string Shortened(string text)
    {
        var most = Math.Max(20, 1500 / Math.Max(1, _status.Candidates.Count));
        return text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
    }

    private void Show(int index, CandidateStatus candidate)
    {
        var candidates = _status.Candidates.ToArray();
        candidates[index] = candidate;
        var elapsed = (context.CurrentUtcDateTime - _status.Stages[^1].Started.UtcDateTime).TotalSeconds;
        Show(_status with { Candidates = candidates, SecondsLeft = _estimate.SecondsLeft(elapsed) });
    }

    private IReadOnlyList<StageStatus> Ended(string? detail, bool cached)
    {
        if (_status.Stages is not [.., { Seconds: null } last])
        {
            return _status.Stages;
        }

        var seconds = (context.CurrentUtcDateTime - last.Started.UtcDateTime).TotalSeconds;
        return [.. _status.Stages.SkipLast(1), last with { Seconds = seconds, Detail = detail, Cached = cached }];
    }

    private void Show(RunStatus status)
    {
        _status = status;
        context.SetCustomStatus(status);
    }
}
