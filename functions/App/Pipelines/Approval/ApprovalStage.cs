using Microsoft.DurableTask;

namespace MlFunctions.Pipelines;

/// <summary>The approval of a run's winner, part of its orchestration. A winner is asked about once, also where it is judged again.</summary>
internal sealed class ApprovalStage(TaskOrchestrationContext context, RunProgress progress, RunPlan plan)
{
    private int _asked;
    private int? _approved;

    /// <summary>Waits until somebody has decided about a winner, or its deadline.</summary>
    /// <param name="candidate">Which candidate it is.</param>
    /// <param name="question">What is to be approved of.</param>
    /// <returns>Why it may not serve; null where it may.</returns>
    public async Task<string?> WhyNotAsync(int candidate, string question)
    {
        if (plan.ApprovalWithin is not { } within || _approved == candidate)
        {
            return null;
        }

        progress.Enter(RunStage.Approval);
        var request = new ApprovalRequest(++_asked, question, new DateTimeOffset(context.CurrentUtcDateTime) + within);
        await context.CallActivityAsync(AskForApproval.Name, new ApprovalToAskFor(plan, request), ActivityRetries.Transient);
        progress.Ask(request);
        if (await DecisionAsync(request, within) is not { } decision)
        {
            var late = $"nobody approved until the deadline, {request.Deadline:u}";
            progress.Leave(late);
            return late;
        }

        progress.Leave(decision.Summary);
        _approved = decision.IsApproved ? candidate : null;
        return decision.IsApproved ? null : decision.Summary;
    }

    private async Task<ApprovalDecision?> DecisionAsync(ApprovalRequest request, TimeSpan within)
    {
        try
        {
            return await context.WaitForExternalEvent<ApprovalDecision>(request.EventName, within);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
