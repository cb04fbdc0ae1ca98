namespace MlFunctions.Pipelines;

/// <summary>The input of <see cref="AskForApproval"/>.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Request">What it asks.</param>
public sealed record ApprovalToAskFor(RunPlan Plan, ApprovalRequest Request);
