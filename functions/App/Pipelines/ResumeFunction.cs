using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;

namespace MlFunctions.Pipelines;

/// <summary>A run that failed, taken up again: <c>POST runs/{id}/resume</c>.</summary>
public sealed class ResumeFunction(RunStarter starter)
{
    /// <summary>
    /// Asks for a run of the same plan: the same data by the same definition, whatever is newer by now. What the failed run had finished
    /// is taken from it, so the new one begins with the step that failed.
    /// </summary>
    [Function("ResumeRun")]
    [Operation("Does a run that failed again, from the stage that failed.", Status = 202, Answer = typeof(RunAccepted), Problems = [409])]
    [Audited("resume-run")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/resume")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await durable.FindRunAsync(id, cancellationToken) is not { } instance || instance.ReadInputAs<RequestedRun>() is not { } failed)
        {
            return Problems.NoRun(id);
        }

        if (instance.RuntimeStatus is not (OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated))
        {
            return Problems.WrongState($"Run '{id}' is {instance.RuntimeStatus.ToString().ToLowerInvariant()}; only a run that failed or was terminated can be resumed.");
        }

        var asked = new RunRequest(failed.Pipeline, RunTrigger.Request, Caller.NameOf(request), $"resumes {id}") { ResumeOf = id };
        var runId = await starter.RequestAsync(durable, asked, cancellationToken);
        AuditNote.Set(request.HttpContext, $"run {runId} resumes {id}");
        var location = $"{RequestUrl.Before(request, "/runs/")}/runs/{runId}";
        return Results.Accepted(location, new RunAccepted(runId, location));
    }
}
