using Microsoft.AspNetCore.Http;

namespace MlFunctions.Scoring;

/// <summary>200 with JSON that is written already.</summary>
internal sealed class JsonAnswer(ReadOnlyMemory<byte> json) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = json.Length;
        return httpContext.Response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
