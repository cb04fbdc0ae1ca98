using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>What people decide about a model that waits: <c>POST runs/{id}/approve</c> and <c>POST runs/{id}/reject</c>. The body may say why: <c>{"comment": "…"}</c>.</summary>
public sealed class ApprovalFunctions(TimeProvider clock)
{
    /// <summary>Lets the winner of a run serve.</summary>
    [Function("ApproveRun")]
    [Operation("Lets the winner of a run that waits for it serve.", Status = 202, Answer = typeof(ApprovalDecision), Body = """{"comment": "looks right"}""", Problems = [409])]
    [Audited("approve-run")]
    public Task<IResult> ApproveAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "runs/{id}/approve")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) => DecideAsync(request, id, isApproved: true, durable, cancellationToken);

    /// <summary>Keeps the winner of a run from serving.</summary>
    [Function("RejectRun")]
    [Operation("Keeps the winner of a run that waits from serving.", Status = 202, Answer = typeof(ApprovalDecision), Body = """{"comment": "the week was not typical"}""", Problems = [409])]
    [Audited("reject-run")]
    public Task<IResult> RejectAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "runs/{id}/reject")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) => DecideAsync(request, id, isApproved: false, durable, cancellationToken);

    private async Task<IResult> DecideAsync(HttpRequest request, string id, bool isApproved, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (await durable.FindRunAsync(id, cancellationToken) is not { } instance)
        {
            return Problems.NoRun(id);
        }

        var (comment, problem) = await JsonBody.ReadAsync(request, body => body.TextForPeople(request, "comment") ?? "", cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (instance.IsCompleted || instance.ReadCustomStatusAs<RunStatus>()?.Approval is not { } asked)
        {
            return Problems.WrongState($"Run '{id}' does not wait for an approval.");
        }

        var decision = new ApprovalDecision(isApproved, Caller.NameOf(request), comment, clock.GetUtcNow());
        await durable.RaiseEventAsync(id, asked.EventName, decision, cancellationToken);
        AuditNote.Set(request.HttpContext, $"run {id}: {decision.Summary}");
        return Results.Json(decision, AppJson.Web, statusCode: StatusCodes.Status202Accepted);
    }
}
