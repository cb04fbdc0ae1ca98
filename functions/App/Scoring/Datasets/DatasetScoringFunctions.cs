using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>Datasets scored as jobs over HTTP: <c>POST predict/{pipeline}/batch</c>, <c>GET predict/{pipeline}/batch/{jobId}</c> and its <c>result</c>.</summary>
public sealed class DatasetScoringFunctions(ScoringJobs jobs, IArtifactStore artifacts, ScoringJobStore store)
{
    /// <summary>Starts a job: <c>{"dataset": name}</c>, a file of <c>raw/{pipeline}/</c>; <c>"version"</c> names another model than the champion.</summary>
    [Function("StartScoring")]
    [Operation("Scores a whole dataset as a job.", Status = 202, Answer = typeof(AcceptedJob), Body = """{"dataset": "week-1.csv"}""", Problems = [503])]
    [Audited("score-dataset")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "predict/{pipeline}/batch")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (asked, problem) = await JsonBody.ReadAsync(
            request, body => new AskedJob(body.Text("dataset", required: true) ?? "", (int?)body.Number("version", minimum: 1, maximum: int.MaxValue, whole: true)), cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (dataset, version) = asked!;
        if (DatasetName.Fault(dataset) is { } fault)
        {
            return Problems.Invalid("There is no such dataset.", [new FieldError("dataset", fault)]);
        }

        if (jobs.TryCreate(pipeline, dataset, version, out problem) is not { } job)
        {
            return problem!;
        }

        return await artifacts.GetETagAsync(job.PathOfRows(), cancellationToken) is null
            ? Problems.Invalid("There is no such dataset.", [new FieldError("dataset", $"is '{dataset}', expected the name of a file in {Containers.Raw}/{pipeline}/")])
            : await ScoringJobs.StartAsync(request, durable, job, cancellationToken);
    }

    /// <summary>How far a job is, and what came of it.</summary>
    [Function("GetScoring")]
    [Operation("How far a job is, and what came of it.", Answer = typeof(ScoringJobView))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "predict/{pipeline}/batch/{jobId}")] HttpRequest request,
        string pipeline,
        string jobId,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        ScoringJob.IsOf(pipeline, jobId) && await durable.GetInstanceAsync(jobId, getInputsAndOutputs: true, cancellationToken) is { Name: nameof(ScoreDataset) } instance
            ? Results.Json(ScoringJobView.Of(instance, $"{request.Scheme}://{request.Host}{request.Path}/result"), AppJson.Web)
            : Unknown(pipeline, jobId);

    /// <summary>The scores of a job as CSV, once all of them are there.</summary>
    [Function("GetScoringResult")]
    [Operation("The scores of a job as CSV.", AnswerType = "text/csv", Problems = [409])]
    public async Task<IResult> GetResultAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "predict/{pipeline}/batch/{jobId}/result")] HttpRequest request,
        string pipeline,
        string jobId,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (!ScoringJob.IsOf(pipeline, jobId) || !ArtifactPath.IsValid(jobId) || jobId.Contains('/', StringComparison.Ordinal))
        {
            return Unknown(pipeline, jobId);
        }

        return await store.OpenResultAsync(pipeline, jobId, cancellationToken) is { } result
                ? Results.Stream(result, "text/csv; charset=utf-8", $"{jobId}.csv")
            : await durable.GetInstanceAsync(jobId, cancellationToken) is { Name: nameof(ScoreDataset) }
                ? Problems.WrongState($"The scores of '{jobId}' are not all there yet; GET predict/{pipeline}/batch/{jobId} shows how far they are.")
            : Unknown(pipeline, jobId);
    }

    private static ProblemHttpResult Unknown(string pipeline, string jobId) => Problems.Unknown($"Pipeline '{pipeline}' has no job '{jobId}'.");

    private sealed record AskedJob(string Dataset, int? Version);
}
