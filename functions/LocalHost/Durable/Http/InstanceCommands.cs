using Microsoft.AspNetCore.Http;
using MlFunctions.LocalHost.Durable.Client;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>Steers instances: 202 when the command is kept, 404 for an unknown instance, 410 for one that has ended.</summary>
internal static class InstanceCommands
{
    public static async Task<IResult> RaiseEventAsync(string instanceId, string eventName, HttpContext http, LocalDurableTaskClient client)
    {
        if (!http.Request.HasJsonContentType())
            return Results.Problem("An event is sent as application/json.", statusCode: StatusCodes.Status400BadRequest);
        var payload = await RequestPayload.ReadAsync(http.Request);
        return await SendAsync(instanceId, http, client, () => client.RaiseEventAsync(instanceId, eventName, payload, http.RequestAborted));
    }

    public static Task<IResult> TerminateAsync(string instanceId, HttpContext http, LocalDurableTaskClient client, string? reason = null) =>
        SendAsync(instanceId, http, client, () => client.TerminateInstanceAsync(instanceId, (object?)reason, http.RequestAborted));

    public static Task<IResult> SuspendAsync(string instanceId, HttpContext http, LocalDurableTaskClient client, string? reason = null) =>
        SendAsync(instanceId, http, client, () => client.SuspendInstanceAsync(instanceId, reason, http.RequestAborted));

    public static Task<IResult> ResumeAsync(string instanceId, HttpContext http, LocalDurableTaskClient client, string? reason = null) =>
        SendAsync(instanceId, http, client, () => client.ResumeInstanceAsync(instanceId, reason, http.RequestAborted));

    public static IResult Rewind(string instanceId) => Results.Problem(
        $"'{instanceId}' cannot be rewound here; restart it instead.", statusCode: StatusCodes.Status501NotImplemented);

    private static async Task<IResult> SendAsync(string instanceId, HttpContext http, LocalDurableTaskClient client, Func<Task> send)
    {
        if (await client.GetInstanceAsync(instanceId, http.RequestAborted) is not { } instance)
            return InstanceQueries.Missing(instanceId);
        if (instance.IsCompleted)
            return Results.Problem($"Orchestration '{instanceId}' has ended: it is {instance.RuntimeStatus}.", statusCode: StatusCodes.Status410Gone);
        await send();
        return Results.Accepted();
    }
}
