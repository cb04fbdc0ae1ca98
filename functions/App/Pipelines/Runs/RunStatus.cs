namespace MlFunctions.Pipelines;

/// <summary>How far a run is: the custom status of its orchestration. It stays within the 8,192 characters that Azure takes.</summary>
/// <param name="BatchId">The raw data, once it is fixed.</param>
/// <param name="Stages">The stages begun so far.</param>
/// <param name="Candidates">The candidates, once they are known.</param>
public sealed record RunStatus(string? BatchId, IReadOnlyList<StageStatus> Stages, IReadOnlyList<CandidateStatus> Candidates)
{
    /// <summary>The status once the run goes on no more: what was under way has stopped.</summary>
    public RunStatus Ended() => this with
    {
        Candidates = [.. Candidates.Select(candidate => candidate.State == CandidateState.Training ? candidate with { State = CandidateState.Stopped } : candidate)],
        Approval = null,
        SecondsLeft = null,
    };

    /// <summary>The best candidate trained so far.</summary>
    public BestCandidate? Best { get; init; }

    /// <summary>What the run asks people for; null while it waits for nobody.</summary>
    public ApprovalRequest? Approval { get; init; }

    /// <summary>How long the training will still take, in seconds; null while that cannot be told, and in other stages.</summary>
    public double? SecondsLeft { get; init; }
}
