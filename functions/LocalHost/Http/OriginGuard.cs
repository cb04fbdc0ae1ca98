using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.LocalHost.Http;

/// <summary>
/// Where no keys are needed, whoever reaches the host commands it; and every page that a browser on the machine shows can reach it. So a
/// request must be addressed to a loopback name, which a page of another name cannot do however that name is resolved, and must not say that
/// another origin sends it.
/// </summary>
internal static class OriginGuard
{
    private static readonly string[] OwnSites = ["same-origin", "none"];

    /// <summary>Puts the guard before everything that the host answers, its own endpoints too.</summary>
    public static void Use(IApplicationBuilder app, LocalHostOptions options)
    {
        if (!options.RequireKeys)
        {
            app.Use(next => http => FaultOf(http.Request) is { } fault
                ? Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "The request comes from elsewhere.", fault)
                : next(http));
        }
    }

    /// <summary>Why a request is refused; null: it is not.</summary>
    public static string? FaultOf(HttpRequest request)
    {
        var host = request.Host;
        if (!IsLoopback(host.Host))
        {
            return $"The Host header is '{host}'; without keys only loopback names are answered, such as localhost or 127.0.0.1. With --require-keys others are.";
        }

        if (request.Headers.Origin is { Count: > 0 } origin && !IsSame(origin.ToString(), request))
        {
            return $"The request comes from the origin '{origin}'; without keys only the pages of this host may send requests.";
        }

        return request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && !OwnSites.Contains(site.ToString(), StringComparer.OrdinalIgnoreCase)
            ? $"The browser says that another site sends the request (Sec-Fetch-Site: {site}); open the address of this host itself."
            : null;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsSame(string origin, HttpRequest request) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
