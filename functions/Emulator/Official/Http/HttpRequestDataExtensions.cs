using System.Net;
using System.Text;
using System.Text.Json;
using MlFunctions.Emulator.Functions;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads requests.</summary>
public static class HttpRequestDataExtensions
{
    /// <summary>The body as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoding">Its encoding; UTF-8 when null.</param>
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        using var reader = new StreamReader(request.Body, encoding ?? Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The body as text; blocks until all of it has come.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoding">Its encoding; UTF-8 when null.</param>
    public static string? ReadAsString(this HttpRequestData request, Encoding? encoding = null) =>
        request.ReadAsStringAsync(encoding).GetAwaiter().GetResult();

    /// <summary>The body from JSON, with the app's <see cref="JsonSerializerOptions"/>.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JsonException">It is not such JSON.</exception>
    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default) =>
        JsonSerializer.DeserializeAsync<T>(request.Body, WorkerJson.Of(request.FunctionContext), cancellationToken);

    /// <summary>An empty response to this request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="statusCode">The status.</param>
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }
}
