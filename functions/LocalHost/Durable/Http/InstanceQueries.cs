using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.Client;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>Asks after instances.</summary>
internal static class InstanceQueries
{
    private const string ContinuationHeader = "x-ms-continuation-token";

    /// <summary>200 with the status of an ended instance, 202 while it goes on.</summary>
    public static async Task<IResult> GetAsync(
        string instanceId,
        HttpContext http,
        LocalDurableTaskClient client,
        DurableEngine engine,
        bool showInput = true,
        bool showHistory = false,
        bool showHistoryInput = false,
        bool showHistoryOutput = false,
        bool returnInternalServerErrorOnFailure = false)
    {
        if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, http.RequestAborted) is not { } instance)
            return Missing(instanceId);

        var json = InstanceJson.Of(instance, showInput);
        if (showHistory)
            json["historyEvents"] = new HistoryEventsJson(showHistoryInput, showHistoryOutput).Of(engine.ExportHistory(instanceId)?.Events ?? []);
        if (instance.IsCompleted)
        {
            var failed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed && returnInternalServerErrorOnFailure;
            return Results.Json(json, statusCode: failed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
        }

        http.Response.Headers.Location = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}{http.Request.QueryString}";
        http.Response.Headers.RetryAfter = "10";
        return Results.Json(json, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>200 with the instances that match, oldest first; a header tells where the next page begins.</summary>
    public static async Task<IResult> ListAsync(HttpContext http, LocalDurableTaskClient client, string instanceIdPrefix = "", bool showInput = true, int top = OrchestrationQuery.DefaultPageSize)
    {
        var filter = InstanceFilter.Read(http.Request.Query);
        if (top < 1)
            throw new BadHttpRequestException($"'top' is {top}; it must be at least 1.");
        var token = http.Request.Headers[ContinuationHeader].ToString();
        if (token.Length > 0 && !long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new BadHttpRequestException($"The header {ContinuationHeader} is '{token}'; it must be what the page before came with.");
        var query = new OrchestrationQuery(
            filter.CreatedFrom,
            filter.CreatedTo,
            filter.Statuses,
            InstanceIdPrefix: instanceIdPrefix.Length == 0 ? null : instanceIdPrefix,
            PageSize: top,
            FetchInputsAndOutputs: true,
            ContinuationToken: token);
        await foreach (var page in client.GetAllInstancesAsync(query).AsPages().WithCancellation(http.RequestAborted))
        {
            if (page.ContinuationToken is not null)
                http.Response.Headers[ContinuationHeader] = page.ContinuationToken;
            return Results.Json(new JsonArray([.. page.Values.Select(instance => InstanceJson.Of(instance, showInput))]));
        }

        return Results.Json(new JsonArray());
    }

    public static IResult Missing(string instanceId) => Results.Problem($"There is no orchestration '{instanceId}'.", statusCode: StatusCodes.Status404NotFound);
}
