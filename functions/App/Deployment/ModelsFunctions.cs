using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.Pipelines;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Deployment;

/// <summary>Models over HTTP: <c>GET models/{pipeline}</c> and <c>GET models/{pipeline}/{version}</c>.</summary>
internal sealed class ModelsFunctions(DefinitionStore definitions, ModelRegistryStore registries, IArtifactStore artifacts)
{
    /// <summary>Every version of a pipeline, which of them serves, and every promotion.</summary>
    [Function("ListModels")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.Unknown($"There is no pipeline '{pipeline}'.");
        }

        var (registry, etag) = await registries.ReadWithETagAsync(pipeline, cancellationToken);
        ETags.Set(request.HttpContext.Response, etag);
        return Results.Json(registry, AppJson.Web);
    }

    /// <summary>One version: what it was made from and how good it is.</summary>
    [Function("GetModel")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{pipeline}/{version:int}")] HttpRequest request, string pipeline, int version, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.Unknown($"There is no pipeline '{pipeline}'.");
        }

        // The registry, not the folder, says which models there are: a package without an entry was never deployed.
        var registry = await registries.ReadAsync(pipeline, cancellationToken);
        var path = ModelRegistryStore.PackageOf(pipeline, version);
        return registry.Versions.Any(v => v.Version == version) && await artifacts.GetAsync(path, cancellationToken) is { } package
            ? Results.Json(ModelPackage.Read(package.Content, path).Manifest, AppJson.Web)
            : Problems.Unknown($"Pipeline '{pipeline}' has no model version {version}.");
    }
}
