using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>Queries of batches, answered from the read model alone: <c>GET predictions/{pipeline}</c>, <c>GET predictions/{pipeline}/{batchId}</c> and its <c>features</c>.</summary>
public sealed class PredictionsFunctions(ServingModels models, IReadModel readModel, BatchQueries queries)
{
    /// <summary>The batches of a pipeline, newest first: <c>{"batches": […], "next": "…"}</c>, where <c>next</c> is the <c>after</c> of the next page.</summary>
    [Function("ListPredictions")]
    [Operation("The batches of a pipeline, newest first.", AnswerSchema = BatchSchemas.Page, Query = ["limit: how many", "after: the 'next' of the page before"], Problems = [503])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "predictions/{pipeline}")] HttpRequest request, string pipeline) => queries.AnswerAsync(pipeline, async () =>
        {
            var asked = PageRequest.Read(request, out var problem);
            if (problem is not null)
            {
                return problem;
            }

            if (asked.After is { } after && !BatchOrder.IsPlace(after))
            {
                return Problems.Invalid("There is no such page.", [new FieldError("after", $"is '{after}', expected the 'next' of the page before")]);
            }

            var page = await readModel.ListAsync(pipeline, asked.After, asked.Limit);
            return page.Batches.Count > 0 || await readModel.IsCompleteAsync() ? new JsonAnswer(PageJson.Of(page), isKept: false) : BatchQueries.BeingBuilt();
        });

    /// <summary>One batch; <c>status</c> is <c>pending</c>, <c>scored</c> or <c>failed</c>.</summary>
    [Function("GetPredictions")]
    [Operation("The predictions of a batch, or how far it is.", AnswerSchema = BatchSchemas.Batch, Problems = [503])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "predictions/{pipeline}/{batchId}")] HttpRequest request, string pipeline, string batchId) => queries.AnswerAsync(pipeline, async () =>
            await readModel.FindAsync(pipeline, batchId) is { } batch ? new JsonAnswer(batch.View.ToArray(), isKept: false) : await queries.UnknownAsync(pipeline, batchId));

    /// <summary>The rows of a batch, for people who judge its predictions.</summary>
    [Function("GetPredictionFeatures")]
    [Operation("The rows that a batch was scored from.", Answer = typeof(BatchFeatures), Problems = [503])]
    public Task<IResult> GetFeaturesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "predictions/{pipeline}/{batchId}/features")] HttpRequest request, string pipeline, string batchId) => queries.AnswerAsync(pipeline, async () =>
            await readModel.FindAsync(pipeline, batchId) is { } batch
                ? Results.Json(new BatchFeatures([.. models.Find(pipeline)!.Definition.Inputs.Select(input => input.Name)], RowsOf(batch)), AppJson.Web)
                : await queries.UnknownAsync(pipeline, batchId));

    // Those of a batch that failed may be of any form.
    private static JsonElement[][] RowsOf(BatchEntry batch) =>
        !batch.Features.IsEmpty && JsonSerializer.Deserialize<JsonElement>(batch.Features.Span) is { ValueKind: JsonValueKind.Array } rows
            ? [.. rows.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Array ? row.EnumerateArray().ToArray() : [])]
            : [];
}
