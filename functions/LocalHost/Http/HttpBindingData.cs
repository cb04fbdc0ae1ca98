using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Http;

/// <summary>What a request tells beside its body: <c>Headers</c> and <c>Query</c> as JSON, query parameters and route values by name.</summary>
internal static class HttpBindingData
{
    public static IReadOnlyDictionary<string, object?> Of(InvocationContext context)
    {
        var request = ((HttpContext)context.TriggerValue!).Request;
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Headers"] = JsonSerializer.Serialize(request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString())),
            ["Query"] = JsonSerializer.Serialize(query),
        };
        foreach (var (name, value) in query)
        {
            data[name] = value;
        }

        foreach (var (name, value) in request.RouteValues)
        {
            data[name] = value;
        }

        return data;
    }
}
