using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Runs over HTTP: <c>POST|GET pipelines/{pipeline}/runs</c>, <c>GET runs/{id}</c>.</summary>
public sealed class RunsFunctions(DefinitionStore definitions, BatchStore batches, BatchCheck check, RunStarter starter, RunSearch search)
{
    /// <summary>
    /// Asks for a run on the newest data: it begins at once, or after the run under way. The body may say why and on which data:
    /// <c>{"reason": "…", "dataset": "…"}</c>, the id of a batch or the name of its file.
    /// With <c>?fresh=true</c> it takes nothing from earlier runs.
    /// </summary>
    [Function("StartRun")]
    [Operation("Starts a run on the newest data, or on the batch or file that the body names as its dataset.", Status = 202, Answer = typeof(RunAccepted), Body = """{"reason": "new data"}""", Problems = [409], Query = ["fresh: true to take nothing from earlier runs"])]
    [Audited("request-run")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{pipeline}/runs")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is not { Definition: var definition })
        {
            return Problems.NoPipeline(pipeline);
        }

        var freshText = request.Query["fresh"].ToString();
        if (!bool.TryParse(freshText.Length == 0 ? bool.FalseString : freshText, out var fresh))
        {
            return Problems.Invalid("The run cannot be asked for like that.", [new FieldError("fresh", $"is '{freshText}', expected true or false")]);
        }

        var (body, problem) = await JsonBody.ReadAsync(request, body => new AskedRun(body.TextForPeople(request, "reason") ?? "", body.Text("dataset")), cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (reason, dataset) = body!;
        var (chosen, refusal) = dataset is null ? (null, null) : await ChooseAsync(definition, dataset, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var by = Caller.NameOf(request);
        var asked = new RunRequest(pipeline, RunTrigger.Request, by, string.IsNullOrEmpty(reason) ? by : reason) { Fresh = fresh, Dataset = chosen?.BatchId };
        string runId;
        try
        {
            runId = await starter.RequestAsync(durable, asked, cancellationToken);
        }
        catch (RunQueueFullException exception)
        {
            return Problems.TooMany(exception.Message, TimeSpan.FromMinutes(1));
        }

        AuditNote.Set(request.HttpContext, $"run {runId}{(chosen is null ? "" : $" on batch {chosen.BatchId}")}");
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

    /// <summary>The batch that a dataset names by its id or file, where a run can work from it.</summary>
    private async Task<(Batch? Batch, IResult? Refusal)> ChooseAsync(PipelineDefinition definition, string dataset, CancellationToken cancellationToken)
    {
        var named = await batches.ListAsync(definition.Name, cancellationToken).Where(batch => batch.BatchId == dataset || batch.File == dataset).ToListAsync(cancellationToken);
        var found = named.OrderBy(batch => batch.State is BatchState.Deleted or BatchState.Superseded).ThenByDescending(batch => batch.Received).FirstOrDefault();
        if (found is null)
        {
            return (null, Problems.Invalid("There is no such data.", [new FieldError("$.dataset", $"is '{dataset}', expected a batch of GET datasets/{definition.Name} or the name of its file")]));
        }

        if (SourceBatches.SourceOf(definition, found.File) is { } source)
        {
            return (null, Problems.Invalid("A run cannot work from that.", [new FieldError("$.dataset", $"is '{dataset}', a file of the source '{source}'; expected one of the pipeline's own files")]));
        }

        var looked = await check.CheckAsync(definition, found, cancellationToken);
        return looked.WhyNot is { } why ? (null, Problems.WrongState($"{why}.")) : (looked, null);
    }

    private sealed record AskedRun(string Reason, string? Dataset);
}
