using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>Reads the JSON body of a request.</summary>
internal static class RequestPayload
{
    /// <summary>The body; null when it is empty.</summary>
    /// <exception cref="BadHttpRequestException">It is not JSON.</exception>
    public static async Task<JsonNode?> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            return string.IsNullOrWhiteSpace(body) ? null : JsonNode.Parse(body);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException($"The body is not JSON: {e.Message}", e);
        }
    }
}
