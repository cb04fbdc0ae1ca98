using Microsoft.DurableTask;

namespace MlFunctions.Pipelines;

/// <summary>The approval of a run's winner, part of its orchestration. A winner is asked about once, also where it is judged again.</summary>
internal sealed class ApprovalStage(TaskOrchestrationContext context, RunProgress progress, RunPlan plan)
{
    private int _asked;
    private int? _approved;

    /// <summary>Waits until somebody has decided about a winner, a newer run takes its place, or its deadline.</summary>
    /// <param name="candidate">Which candidate it is.</param>
    /// <param name="question">What is to be approved of.</param>
    /// <returns>Why it may not serve; null where it may.</returns>
    public async Task<string?> WhyNotAsync(int candidate, string question)
    {
        if (plan.ApprovalWithin is not { } within || _approved == candidate)
        {
            return null;
        }

        // In this order: a request for a newer run that does not see that this one waits is seen by the activity.
        progress.Enter(RunStage.Approval);
        var request = new ApprovalRequest(++_asked, question, new DateTimeOffset(context.CurrentUtcDateTime) + within);
        progress.Ask(request);
        var newer = await context.CallActivityAsync<string?>(AskForApproval.Name, new ApprovalToAskFor(plan, request), ActivityRetries.Transient);
        var (refusal, detail) = newer is null ? await AnswerAsync(request, within) : Superseded(newer);
        progress.Leave(detail);
        _approved = refusal is null ? candidate : null;
        return refusal;
    }

    private async Task<(string? Refusal, string Detail)> AnswerAsync(ApprovalRequest request, TimeSpan within)
    {
        using var answered = new CancellationTokenSource();
        var decision = context.WaitForExternalEvent<ApprovalDecision>(request.EventName, answered.Token);
        var newer = context.WaitForExternalEvent<string>(ApprovalRequest.SupersededEvent, answered.Token);
        var deadline = context.CreateTimer(within, answered.Token);
        var first = await Task.WhenAny(decision, newer, deadline);

        // In line, not on the pool: the code stays on the orchestration's thread.
#pragma warning disable CA1849, MA0042, S6966
        answered.Cancel();
#pragma warning restore CA1849, MA0042, S6966
        if (first == newer)
        {
            return Superseded(await newer);
        }

        if (first == deadline)
        {
            return Refused($"nobody approved until the deadline, {request.Deadline:u}");
        }

        var decided = await decision;
        return decided.IsApproved ? (null, decided.Summary) : Refused(decided.Summary);
    }

    private static (string Refusal, string Detail) Superseded(string newer) => Refused($"superseded by run {newer}, which was asked for before anybody had decided");

    private static (string Refusal, string Detail) Refused(string reason) => (reason, reason);
}
