using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Preparation;

/// <summary>
/// What came in, over HTTP: <c>GET datasets/{pipeline}</c>, <c>GET|DELETE datasets/{pipeline}/{batchId}</c> and
/// <c>GET datasets/{pipeline}/{batchId}/quarantine</c>.
/// </summary>
public sealed class DatasetsFunctions(DefinitionStore definitions, BatchStore batches, PreparedBatchStore prepared, FeatureSetStore featureSets, DatasetDeletion deletion)
{
    /// <summary>The batches of a pipeline, newest first, a page at a time.</summary>
    [Function("ListDatasets")]
    [Operation("The batches that came in and whether they can be used, newest first.", Answer = typeof(IEnumerable<Batch>), Query = ["limit: how many, 1 to 1000", "after: the last batch of the page before"])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "datasets/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var page = PageRequest.Read(request, out var problem);
        var all = await batches.ListAsync(pipeline, cancellationToken).ToListAsync(cancellationToken);
        return problem ?? Results.Json(
            page.Of(all.OrderByDescending(batch => batch.Received).ThenBy(batch => batch.BatchId, StringComparer.Ordinal), batch => batch.BatchId, request), AppJson.Web);
    }

    /// <summary>One batch: what came, the report on its condition, how far it is from the batch before.</summary>
    [Function("GetDataset")]
    [Operation("One batch: what came, the report on its condition, how far it is from the batch before.", Answer = typeof(DatasetView))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "datasets/{pipeline}/{batchId}")] HttpRequest request,
        string pipeline,
        string batchId,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(pipeline, batchId, cancellationToken) is not { } batch)
        {
            return Unknown(pipeline, batchId);
        }

        var result = await prepared.FindAsync(pipeline, batchId, cancellationToken);
        var report = result is null ? null : await featureSets.FindReportAsync(pipeline, result.FeatureSetId, result.Source, cancellationToken);
        return Results.Json(new DatasetView(batch, result, report), AppJson.Web);
    }

    /// <summary>The rows of a batch that were set aside: CSV with line, column, reason and the row as it came.</summary>
    [Function("GetQuarantine")]
    [Operation("The rows of a batch that were set aside, with reasons.", AnswerType = "text/csv")]
    public async Task<IResult> GetQuarantineAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "datasets/{pipeline}/{batchId}/quarantine")] HttpRequest request,
        string pipeline,
        string batchId,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(pipeline, batchId, cancellationToken) is null)
        {
            return Unknown(pipeline, batchId);
        }

        return await prepared.FindAsync(pipeline, batchId, cancellationToken) is { } result
            && await featureSets.OpenQuarantineAsync(pipeline, result.FeatureSetId, result.Source, cancellationToken) is { } rows
            ? Results.Stream(rows, "text/csv", $"{batchId}-quarantine.csv")
            : Problems.Unknown($"Batch '{batchId}' has no row in quarantine.");
    }

    /// <summary>Removes the file of a batch and the rows that were made of it; models that learned from it stay, and their lineage says that it is gone.</summary>
    [Function("DeleteDataset")]
    [Operation("Removes a batch's file and the rows that were made of it; that it was there, and which models learned from it, stays known.", Answer = typeof(Batch), Problems = [409])]
    [Audited("delete-dataset")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "datasets/{pipeline}/{batchId}")] HttpRequest request,
        string pipeline,
        string batchId,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(pipeline, batchId, cancellationToken) is not { } batch)
        {
            return Unknown(pipeline, batchId);
        }

        if (await deletion.FindRunAsync(batch, cancellationToken) is { } run)
        {
            return Problems.WrongState($"Run '{run}' works from batch '{batchId}'; delete it when that has ended.");
        }

        var deleted = await deletion.DeleteAsync(batch, Caller.NameOf(request), cancellationToken);
        AuditNote.Set(request.HttpContext, $"batch {batchId}, {batch.Path}, SHA-256 {batch.Hash}");
        return Results.Json(deleted, AppJson.Web);
    }

    private static ProblemHttpResult Unknown(string pipeline, string batchId) => Problems.Unknown($"Pipeline '{pipeline}' has no batch '{batchId}'.");

    private async Task<Batch?> FindAsync(string pipeline, string batchId, CancellationToken cancellationToken) =>
        await definitions.FindAsync(pipeline, cancellationToken) is not null && ArtifactPath.IsValid(batchId)
            ? await batches.GetAsync(pipeline, batchId, cancellationToken)
            : null;
}
