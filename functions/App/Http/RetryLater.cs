using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.Http;

/// <summary>An answer that says when the request should come again: <c>Retry-After</c>, in whole seconds (RFC 9110).</summary>
/// <param name="answer">The answer.</param>
/// <param name="after">How long to wait; rounded up.</param>
internal sealed class RetryLater(IResult answer, TimeSpan after) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return answer.ExecuteAsync(httpContext);
    }
}
