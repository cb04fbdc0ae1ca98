using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary><c>GET health</c>: that the app answers, and with which models.</summary>
public sealed class HealthFunction(ServingModels models)
{
    /// <summary>200 as long as requests are answered; models that are not there yet do not make it unhealthy.</summary>
    [Function("GetHealth")]
    [Operation("Whether the app answers, and with which models.", Answer = typeof(Health))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        Results.Json(HealthNow(), AppJson.Web);

    private Health HealthNow()
    {
        var faults = models.Faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var served = models.All.ToDictionary(p => p.Definition.Name, p => p.Champion?.Manifest.VersionName, StringComparer.Ordinal);
        var names = served.Keys.Union(faults.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new Health(faults.Count == 0 ? "healthy" : "degraded", names.ToDictionary(name => name, name => served.GetValueOrDefault(name), StringComparer.Ordinal), faults);
    }
}
