using Microsoft.AspNetCore.Http;
using MlFunctions.Http;

namespace MlFunctions.Scoring;

/// <summary>200 with JSON that is written already.</summary>
/// <param name="json">UTF-8.</param>
/// <param name="isKept">Whether it was kept from an equal request; the answer says so (RFC 9211).</param>
internal sealed class JsonAnswer(byte[] json, bool isKept) : IResult, IResultOfKnownLength
{
    /// <inheritdoc/>
    public int Length => json.Length;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        if (isKept)
        {
            response.Headers["Cache-Status"] = "mlfunctions; hit";
        }

        return response.Body.WriteAsync(json).AsTask();
    }
}
