using Microsoft.AspNetCore.Http;

namespace MlFunctions.Http;

/// <summary>Etags of artifacts as headers carry them: in quotes (RFC 9110).</summary>
internal static class ETags
{
    /// <summary>Sets the header of an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="etag">The artifact's etag; null: it does not exist, and no header is set.</param>
    public static void Set(HttpResponse response, string? etag)
    {
        if (etag is not null)
        {
            response.Headers.ETag = $"\"{etag.Trim('"')}\"";
        }
    }

    /// <summary>Whether the value of an <c>If-Match</c> header names the artifact as it is.</summary>
    /// <param name="header">The header; empty: it was not given.</param>
    /// <param name="etag">The artifact's etag; null: it does not exist.</param>
    public static bool Match(string header, string? etag) =>
        header is "" or "*" || (etag is not null && header.Split(',').Any(given => given.Trim().Trim('"') == etag.Trim('"')));
}
