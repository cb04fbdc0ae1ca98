using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Runs over HTTP: <c>POST|GET pipelines/{pipeline}/runs</c>, <c>GET runs/{id}</c>.</summary>
internal sealed class RunsFunctions(DefinitionStore definitions, RunStarter starter, RunSearch search)
{
    /// <summary>
    /// Asks for a run on the newest data: it begins at once, or after the run under way. The body may say why: <c>{"reason": "…"}</c>.
    /// With <c>?fresh=true</c> it takes nothing from earlier runs.
    /// </summary>
    [Function("StartRun")]
    [Operation("Starts a run on the newest data.", Status = 202, Answer = typeof(RunAccepted), Body = """{"reason": "new data"}""", Query = ["fresh: true to take nothing from earlier runs"])]
    [Audited("request-run")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{pipeline}/runs")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var freshText = request.Query["fresh"].ToString();
        if (!bool.TryParse(freshText.Length == 0 ? bool.FalseString : freshText, out var fresh))
        {
            return Problems.Invalid("The run cannot be asked for like that.", [new FieldError("fresh", $"is '{freshText}', expected true or false")]);
        }

        var (reason, problem) = await JsonBody.ReadAsync(request, body => body.TextForPeople(request, "reason") ?? "", cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var by = Caller.NameOf(request);
        var asked = new RunRequest(pipeline, RunTrigger.Request, by, string.IsNullOrEmpty(reason) ? by : reason) { Fresh = fresh };
        var runId = await starter.RequestAsync(durable, asked, cancellationToken);
        AuditNote.Set(request.HttpContext, $"run {runId}");
        var location = $"{RequestUrl.Before(request, "/pipelines/")}/runs/{runId}";
        return Results.Accepted(location, new RunAccepted(runId, location));
    }

    /// <summary>The runs of a pipeline, newest first; one that waits for the run under way is among them.</summary>
    [Function("ListRuns")]
    [Operation("The runs of a pipeline, newest first.", Answer = typeof(IEnumerable<RunView>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines/{pipeline}/runs")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var found = await search.ListAsync(durable, pipeline, cancellationToken);
        return Results.Json(found.OrderByDescending(run => run.Created), AppJson.Web);
    }

    /// <summary>One run: progress by stage and candidate, result or failure.</summary>
    [Function("GetRun")]
    [Operation("Progress by stage and candidate, result or failure of a run.", Answer = typeof(RunView))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        await search.FindAsync(durable, id, cancellationToken) is { } run ? Results.Json(run, AppJson.Web) : Problems.NoRun(id);
}
