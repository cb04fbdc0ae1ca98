using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace MlFunctions.Http;

/// <summary>
/// Compresses answers for callers that accept brotli or gzip. ASP.NET Core's own middleware cannot be put in front of functions on Azure,
/// so its compression is put around each result instead, which works in both hosts.
/// </summary>
internal sealed class CompressionMiddleware : IFunctionsWorkerMiddleware
{
    // Less fits into one packet as it is.
    private const int MinimumBytes = 1400;

    private readonly ResponseCompressionProvider _compression;

    /// <summary>Compression by brotli before gzip, of JSON, problems, text and pages.</summary>
    public CompressionMiddleware(IServiceProvider services) => _compression = new ResponseCompressionProvider(services, Options.Create(new ResponseCompressionOptions
    {
        // Answers hold nothing that a caller could be made to guess at by their length.
        EnableForHttps = true,
        MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "text/markdown", "text/csv", "image/svg+xml"],
    }));

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var accepts = context.GetHttpContext()?.Request.Headers.AcceptEncoding.Count > 0;
        return accepts ? CompressAsync(context, next) : next(context);
    }

    private async Task CompressAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        var result = context.GetInvocationResult();
        if (result.Value is IResult answer and not IResultOfKnownLength { Length: < MinimumBytes })
        {
            result.Value = new CompressedResult(answer, _compression);
        }
    }
}
