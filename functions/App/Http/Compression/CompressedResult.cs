using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;

namespace MlFunctions.Http;

/// <summary>A result whose body is compressed as the caller accepts it; its status stays visible.</summary>
internal sealed class CompressedResult(IResult inner, IResponseCompressionProvider compression) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => (inner as IStatusCodeHttpResult)?.StatusCode;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => new ResponseCompressionMiddleware(inner.ExecuteAsync, compression).Invoke(httpContext);
}
