namespace MlFunctions.Pipelines;

/// <summary>How far a run is: the custom status of its orchestration.</summary>
/// <param name="BatchId">The raw data, once it is fixed.</param>
/// <param name="Stages">The stages begun so far.</param>
/// <param name="Candidates">The candidates, once they are known.</param>
internal sealed record RunStatus(string? BatchId, IReadOnlyList<StageStatus> Stages, IReadOnlyList<CandidateStatus> Candidates);
