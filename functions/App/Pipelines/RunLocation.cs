using Microsoft.AspNetCore.Http;

namespace MlFunctions.Pipelines;

/// <summary>Where a run is to be looked at.</summary>
internal static class RunLocation
{
    /// <summary>The address of a run, under the route prefix that the request came by.</summary>
    /// <param name="request">The request.</param>
    /// <param name="runId">The run.</param>
    /// <param name="route">What the request's own route begins with, after the prefix.</param>
    public static string Of(HttpRequest request, string runId, string route)
    {
        var path = request.Path.Value!;
        return $"{request.Scheme}://{request.Host}{path[..path.LastIndexOf(route, StringComparison.OrdinalIgnoreCase)]}/runs/{runId}";
    }
}
