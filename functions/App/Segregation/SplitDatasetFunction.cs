using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Segregation;

/// <summary>The segregation service over HTTP: <c>POST datasets/{pipeline}/{batchId}/split</c>; the same sets as a run of the same split gets.</summary>
public sealed class SplitDatasetFunction(
    DefinitionStore definitions, BatchStore batches, SourceBatches sources, PipelineDataReader reader, FixedHoldout holdout, SegregationService service, IEnumerable<IRowSplitter> splitters, AppLimits limits)
{
    /// <summary>Divides the rows of a batch as the body says, or as the definition does where the body is silent.</summary>
    [Function("SplitDataset")]
    [Operation("How the rows of a batch divide.", Answer = typeof(SplitAnswer), Body = """{"strategy": "random", "ratio": 0.8, "seed": 1}""", Problems = [409])]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "datasets/{pipeline}/{batchId}/split")] HttpRequest request,
        string pipeline,
        string batchId,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is not { } stored)
        {
            return Problems.NoPipeline(pipeline);
        }

        if (!ArtifactPath.IsValid(batchId) || await batches.GetAsync(pipeline, batchId, cancellationToken) is not { } batch)
        {
            return Problems.Unknown($"Pipeline '{pipeline}' has no batch '{batchId}'.");
        }

        if (batch.State is not BatchState.Usable)
        {
            return Problems.WrongState($"{batch.WhyNot}.");
        }

        var (body, problem) = await RequestBody.ReadAsync(request, limits.CountOf(Limit.SmallBodyBytes), cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var faults = new FaultList<JsonFault>();
        SplitRequest asked;
        try
        {
            asked = SplitRequest.Parse(body, stored.Definition, [.. splitters.Select(splitter => splitter.Name)], faults);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Problems.Malformed($"The body is not JSON: {exception.Message}");
        }

        if (faults.Count > 0)
        {
            return Problems.InvalidJson("The split cannot be made.", faults);
        }

        var definition = stored.Definition with { Split = asked.Split };
        var set = await sources.RequireAsync(definition, batch.BatchId, cancellationToken);
        await using var data = await reader.ReadAsync(definition, set, cancellationToken);
        var (table, holdoutRows) = await holdout.AppendAsync(definition, data.Table, await holdout.HashAsync(definition, cancellationToken), cancellationToken);
        try
        {
            var split = service.Divide(table, holdoutRows, definition);
            var answer = SplitAnswer.Of(split, table, asked.WithLabels ? definition.TargetColumns : []);
            return Results.Json(
                holdoutRows == 0 ? answer : answer with { Warnings = [FixedHoldout.Warning(definition, data.Table.Rows), .. answer.Warnings] }, AppJson.Web);
        }
        catch (SegregationException exception)
        {
            return Problems.Invalid(exception.Message, []);
        }
    }
}
