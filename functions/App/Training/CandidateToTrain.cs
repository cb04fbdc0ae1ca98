using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Training;

/// <summary>The input of <see cref="TrainCandidate"/>.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Features">The prepared data.</param>
/// <param name="Index">Which candidate of the definition, from 0.</param>
internal sealed record CandidateToTrain(RunPlan Plan, PreparedFeatures Features, int Index);
