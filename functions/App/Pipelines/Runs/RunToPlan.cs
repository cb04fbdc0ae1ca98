namespace MlFunctions.Pipelines;

/// <summary>The input of <see cref="PlanRun"/>.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Request">What was asked.</param>
internal sealed record RunToPlan(string RunId, RunRequest Request);
