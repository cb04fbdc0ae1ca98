using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Segregation;

/// <summary>The input of <see cref="SegregateFeatures"/>.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Features">The prepared data.</param>
public sealed record FeaturesToSegregate(RunPlan Plan, PreparedFeatures Features);
