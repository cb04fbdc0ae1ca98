namespace MlFunctions.Pipelines;

/// <summary>A plan and the definition that it was made from, as they are kept with the run.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Definition">The definition's JSON.</param>
internal sealed record PlannedRun(RunPlan Plan, string Definition);
