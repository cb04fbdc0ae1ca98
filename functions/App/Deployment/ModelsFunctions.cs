using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Deployment;

/// <summary>Models over HTTP: <c>GET models/{pipeline}</c>, <c>GET models/{pipeline}/{version}</c> and <c>GET models/{pipeline}/{version}/card</c>.</summary>
public sealed class ModelsFunctions(DefinitionStore definitions, ModelRegistryStore registries, DeployedPackages packages, TransformCatalog transforms)
{
    /// <summary>Every version of a pipeline, which of them serves, and every promotion.</summary>
    [Function("ListModels")]
    [Operation("Every version, who sees requests, and every change of that.", Answer = typeof(ModelRegistry))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var (registry, etag) = await registries.ReadWithETagAsync(pipeline, cancellationToken);
        ETags.Set(request.HttpContext.Response, etag);
        return Results.Json(registry, AppJson.Web);
    }

    /// <summary>One version: what it was made from (<c>lineage</c>) and how good it is (<c>metrics</c>; in <c>evaluation</c> intervals, curves and gates).</summary>
    [Function("GetModel")]
    [Operation("One version: what it was made from and how good it is.", Answer = typeof(ModelManifest))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{pipeline}/{version:int}")] HttpRequest request, string pipeline, int version, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        if (await packages.FindAsync(pipeline, version, cancellationToken) is not { } package)
        {
            return UnknownVersion(pipeline, version);
        }

        var model = JsonSerializer.SerializeToNode(package.Manifest, AppJson.Web)!.AsObject();
        model["evaluation"] = package.Evaluation.IsEmpty ? null : JsonNode.Parse(package.Evaluation.Span);
        return Results.Json(model, AppJson.Web);
    }

    /// <summary>The model card of a version: JSON, or Markdown with <c>?format=md</c> or <c>Accept: text/markdown</c>.</summary>
    [Function("GetModelCard")]
    [Operation("The model card of a version.", Answer = typeof(ModelCard), Query = ["format: json or md"])]
    public async Task<IResult> GetCardAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{pipeline}/{version:int}/card")] HttpRequest request, string pipeline, int version, CancellationToken cancellationToken)
    {
        if (!DefinitionRules.PipelineName.IsMatch(pipeline) || await packages.FindAsync(pipeline, version, cancellationToken) is not { } package)
        {
            return UnknownVersion(pipeline, version);
        }

        var card = ModelCard.Of(package, transforms);
        var format = request.Query["format"].ToString();
        return format switch
        {
            "md" => Markdown(card),
            "json" => Results.Json(card, AppJson.Web),
            "" => request.Headers.Accept.ToString().Contains("text/markdown", StringComparison.OrdinalIgnoreCase) ? Markdown(card) : Results.Json(card, AppJson.Web),
            _ => Problems.Invalid("The format of a model card is json or md.", [new FieldError("format", $"is '{format}', expected json or md")]),
        };
    }

    private static IResult Markdown(ModelCard card) => Results.Text(ModelCardMarkdown.Write(card), "text/markdown");

    private static ProblemHttpResult UnknownVersion(string pipeline, int version) => Problems.Unknown($"Pipeline '{pipeline}' has no model version {version}.");
}
