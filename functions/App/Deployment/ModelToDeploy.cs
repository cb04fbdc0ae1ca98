using MlFunctions.Evaluation;
using MlFunctions.Pipelines;

namespace MlFunctions.Deployment;

/// <summary>The input of <see cref="DeployModel"/>.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Verdict">The winner and what it was measured against.</param>
public sealed record ModelToDeploy(RunPlan Plan, Verdict Verdict);
