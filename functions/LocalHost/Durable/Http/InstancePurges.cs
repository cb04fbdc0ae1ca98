using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.Client;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>Takes finished instances away.</summary>
internal static class InstancePurges
{
    /// <summary>200, or 404 when there is no such instance or it has not finished.</summary>
    public static async Task<IResult> PurgeOneAsync(string instanceId, HttpContext http, LocalDurableTaskClient client)
    {
        var purged = await client.PurgeInstanceAsync(instanceId, http.RequestAborted);
        return purged.PurgedInstanceCount == 0 ? InstanceQueries.Missing(instanceId) : Count(purged);
    }

    /// <summary>200 with how many matched, or 404 when none did.</summary>
    public static async Task<IResult> PurgeManyAsync(HttpContext http, LocalDurableTaskClient client)
    {
        var filter = InstanceFilter.Read(http.Request.Query);
        if (filter.CreatedFrom is null)
            throw new BadHttpRequestException("'createdTimeFrom' is missing: a purge says from when on.");
        var purged = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(filter.CreatedFrom, filter.CreatedTo, filter.Statuses), http.RequestAborted);
        return purged.PurgedInstanceCount == 0 ? Results.Problem("No finished orchestration matches.", statusCode: StatusCodes.Status404NotFound) : Count(purged);
    }

    private static IResult Count(PurgeResult purged) => Results.Json(new JsonObject { ["instancesDeleted"] = purged.PurgedInstanceCount });
}
