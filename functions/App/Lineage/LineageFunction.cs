using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Lineage;

/// <summary>What something was made from, over HTTP: <c>GET lineage/{id}</c>.</summary>
public sealed class LineageFunction(LineageSearch search)
{
    /// <summary>The lineage of a batch of predictions, a model version, a run, a feature set or a batch.</summary>
    [Function("GetLineage")]
    [Operation("What a model version, run, feature set or batch was made from.", Answer = typeof(LineageView))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "lineage/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await search.FindAsync(id, cancellationToken) is { } lineage
            ? Results.Json(lineage, AppJson.Web)
            : Problems.Unknown($"'{id}' is no model version (such as dispatch:3), run, feature set, batch, or batch of predictions that is still shown.");
}
