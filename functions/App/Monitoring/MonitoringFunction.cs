using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Monitoring;

/// <summary>Served models over HTTP: <c>GET monitoring/{pipeline}</c>.</summary>
public sealed class MonitoringFunction(MonitoringQuery query)
{
    /// <summary>Version by version: what it answered and how fast, features against training, predicted against observed, running metrics.</summary>
    [Function("GetMonitoring")]
    [Operation("What each version answered and how fast, its features against training, predicted against observed, and how right it was.", Answer = typeof(MonitoringView))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "monitoring/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken) =>
        await query.FindAsync(pipeline, cancellationToken) is { } view ? Results.Json(view, AppJson.Web) : Problems.NoPipeline(pipeline);
}
