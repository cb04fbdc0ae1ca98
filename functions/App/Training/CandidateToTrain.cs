using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>The input of <see cref="TrainCandidate"/>.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Index">Which candidate of the definition, from 0.</param>
public sealed record CandidateToTrain(RunPlan Plan, int Index);
