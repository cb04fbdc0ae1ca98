using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>The input of <see cref="JudgeCandidates"/>.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Features">The prepared data.</param>
/// <param name="Candidates">The candidates that were trained.</param>
public sealed record CandidatesToJudge(RunPlan Plan, PreparedFeatures Features, IReadOnlyList<TrainedCandidate> Candidates);
