using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Durable.Http;
using MlFunctions.Emulator.Http.Keys;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Answers HTTP requests that start orchestrations.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>202 with the instance's URLs, and the status URL as Location.</summary>
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>The given status with the instance's URLs, and the status URL as Location.</summary>
    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(this DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode, CancellationToken cancellation = default)
    {
        var (response, payload) = Begin(client, request, instanceId, statusCode);
        await response.WriteBytesAsync(ManagementUris.ToJson(payload), cancellation);
        return response;
    }

    /// <inheritdoc cref="CreateCheckStatusResponseAsync(DurableTaskClient, HttpRequestData, string, CancellationToken)"/>
    public static HttpResponseData CreateCheckStatusResponse(this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponse(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <inheritdoc cref="CreateCheckStatusResponseAsync(DurableTaskClient, HttpRequestData, string, HttpStatusCode, CancellationToken)"/>
    public static HttpResponseData CreateCheckStatusResponse(this DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (response, payload) = Begin(client, request, instanceId, statusCode);
        response.WriteBytes(ManagementUris.ToJson(payload));
        return response;
    }

    /// <summary>The instance's URLs.</summary>
    /// <param name="client">The client.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="request">The request that is answered; the URLs are of the host that it went to.</param>
    /// <exception cref="ArgumentNullException">No request: the client does not know by which address the host is reached.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentNullException.ThrowIfNull(request);
        var keys = request.FunctionContext.InstanceServices.GetRequiredService<HostKeys>();
        return ManagementUris.Of(request.Url.GetLeftPart(UriPartial.Authority), instanceId, keys.SystemKey);
    }

    private static (HttpResponseData Response, HttpManagementPayload Payload) Begin(DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode status)
    {
        var payload = client.CreateHttpManagementPayload(instanceId, request);
        var response = request.CreateResponse();
        response.StatusCode = status;
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Content-Type", "application/json; charset=utf-8");
        return (response, payload);
    }
}
