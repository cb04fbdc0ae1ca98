using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Runs over HTTP: <c>POST|GET pipelines/{pipeline}/runs</c>, <c>GET runs/{id}</c>.</summary>
internal sealed class RunsFunctions(DefinitionStore definitions)
{
    /// <summary>Starts a run on the newest data.</summary>
    [Function("StartRun")]
    [Audited("request-run")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{pipeline}/runs")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.Unknown($"There is no pipeline '{pipeline}'.");
        }

        var path = request.Path.Value!;
        var prefix = path[..path.LastIndexOf("/pipelines/", StringComparison.OrdinalIgnoreCase)];
        var runId = await RunStarter.StartOnRequestAsync(durable, new RunRequest(pipeline, BatchId: null, "http"), cancellationToken);
        AuditNote.Set(request.HttpContext, $"run {runId}");
        var location = $"{request.Scheme}://{request.Host}{prefix}/runs/{runId}";
        return Results.Accepted(location, new { runId, statusUrl = location });
    }

    /// <summary>The runs of a pipeline, newest first.</summary>
    [Function("ListRuns")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines/{pipeline}/runs")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.Unknown($"There is no pipeline '{pipeline}'.");
        }

        var found = new List<RunView>();
        var query = new OrchestrationQuery(InstanceIdPrefix: RunStarter.PrefixOf(pipeline), FetchInputsAndOutputs: true);
        await foreach (var instance in durable.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            found.Add(RunView.Of(instance));
        }

        return Results.Json(found.OrderByDescending(run => run.Created), AppJson.Web);
    }

    /// <summary>One run: progress by stage and candidate, result or failure.</summary>
    [Function("GetRun")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        await durable.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is { Name: nameof(RetrainPipeline) } instance
            ? Results.Json(RunView.Of(instance), AppJson.Web)
            : Problems.Unknown($"There is no run '{id}'.");
}
