using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Http.Keys;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>Starts orchestrations over HTTP.</summary>
internal static class InstanceStarts
{
    /// <summary>202 with the instance's URLs; 404 for an unknown orchestrator, 409 when the instance is under way.</summary>
    public static async Task<IResult> StartAsync(string functionName, HttpContext http, LocalDurableTaskClient client, DurableEngine engine, HostKeys keys, string? instanceId = null)
    {
        if (!engine.Functions.HasOrchestrator(functionName))
            return Results.Problem($"There is no orchestrator '{functionName}' in this app.", statusCode: StatusCodes.Status404NotFound);
        var input = await RequestPayload.ReadAsync(http.Request);
        return await AcceptAsync(http, keys, () =>
            client.ScheduleNewOrchestrationInstanceAsync(functionName, input, new StartOrchestrationOptions(instanceId), http.RequestAborted));
    }

    /// <summary>202 with the URLs of the new run; 404 for an unknown instance, 409 when the one to replace is under way.</summary>
    public static async Task<IResult> RestartAsync(string instanceId, HttpContext http, LocalDurableTaskClient client, HostKeys keys, bool restartWithNewInstanceId = true)
    {
        if (await client.GetInstanceAsync(instanceId, http.RequestAborted) is null)
            return InstanceQueries.Missing(instanceId);
        return await AcceptAsync(http, keys, () => client.RestartAsync(instanceId, restartWithNewInstanceId, http.RequestAborted));
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, HostKeys keys, Func<Task<string>> start)
    {
        try
        {
            var payload = ManagementUris.Of($"{http.Request.Scheme}://{http.Request.Host}", await start(), keys.SystemKey);
            http.Response.Headers.RetryAfter = "10";
            return Results.Accepted(payload.StatusQueryGetUri, payload);
        }
        catch (InvalidOperationException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
