using Microsoft.AspNetCore.Http;

namespace MlFunctions.Http;

/// <summary>The address that a request came by, from which others of this API are made.</summary>
internal static class RequestUrl
{
    /// <summary>The address up to a part of its path, e.g. up to the route: <c>https://example.org/api</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="part">Where its path is cut, such as <c>/runs/</c>; the last such part.</param>
    public static string Before(HttpRequest request, string part)
    {
        var path = request.Path.Value!;
        return $"{request.Scheme}://{request.Host}{path[..path.LastIndexOf(part, StringComparison.OrdinalIgnoreCase)]}";
    }
}
