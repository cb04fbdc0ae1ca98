using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlFunctions.Http;

/// <summary>What is around the functions that answer HTTP.</summary>
internal static class HttpMiddleware
{
    /// <summary>
    /// Compresses answers, answers the faults of requests with problems, and limits the rate of each key where a limit is set.
    /// Orchestrations and activities keep their exceptions.
    /// </summary>
    public static FunctionsApplicationBuilder UseHttp(this FunctionsApplicationBuilder builder)
    {
        builder.UseWhen<CompressionMiddleware>(IsHttp);
        builder.UseWhen<ProblemMiddleware>(IsHttp);
        var limits = builder.Configuration.GetSection(RateLimitOptions.Section);
        if (limits[nameof(RateLimitOptions.RequestsPerSecond)] is { Length: > 0 } perSecond)
        {
            builder.Services.AddSingleton(RateLimitOptions.Parse(perSecond, limits[nameof(RateLimitOptions.Burst)]));
            builder.UseWhen<RateLimitMiddleware>(IsHttp);
        }

        return builder;
    }

    private static bool IsHttp(FunctionContext context) => context.GetHttpContext() is not null;
}
