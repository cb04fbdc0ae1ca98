using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace MlFunctions.Http;

/// <summary>Refuses, with 429, what one key asks for beyond its rate; other keys are not touched by it.</summary>
internal sealed class RateLimitMiddleware : IFunctionsWorkerMiddleware, IDisposable
{
    private const string HealthFunction = "GetHealth";

    private readonly PartitionedRateLimiter<HttpRequest> _limiter;

    /// <summary>A limit of the same rate for each key.</summary>
    public RateLimitMiddleware(RateLimitOptions options)
    {
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        };
        _limiter = PartitionedRateLimiter.Create<HttpRequest, string>(request => RateLimitPartition.GetTokenBucketLimiter(Caller.KeyOf(request), _ => bucket), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.FunctionDefinition.Name == HealthFunction)
        {
            // Whoever looks whether the app answers is to learn that, whoever else asks how often.
            await next(context);
            return;
        }

        using var lease = _limiter.AttemptAcquire(context.GetHttpContext()!.Request);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        // Tokens come once a second, so a second is the least that can help; the lease says when it knows better.
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, after.TotalSeconds) : 1;
        context.GetInvocationResult().Value = Problems.TooMany("This key has made more requests than its rate allows; Retry-After says in how many seconds it may go on.", TimeSpan.FromSeconds(wait));
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
