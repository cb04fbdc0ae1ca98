using Microsoft.AspNetCore.Http;

namespace MlFunctions.LocalHost.Http;

/// <summary>Requests that ask whether the host answers: <c>GET …/health</c>. They have no limit, or a host with much to do would be taken for a dead one.</summary>
internal static class HealthRequests
{
    public static bool Is(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Path.Value!.EndsWith("/health", StringComparison.OrdinalIgnoreCase);
}
