using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Http;

/// <summary>
/// <c>extensions:http:maxOutstandingRequests</c> of host.json: requests beyond that number, those that wait for a thread and
/// those under way together, are refused with 429. -1, the default, is no limit. Where there is one, many requests are also refused while
/// each would wait for more than a second, so that a queue of slow ones does not grow until nobody waits for their answers.
/// </summary>
internal sealed class OutstandingLimit(RequestDelegate next, OpenConnections connections, QueueDelay delay, int limit)
{
    private const string Setting = "extensions:http:maxOutstandingRequests";

    /// <summary>So few requests are answered however long it takes: it may be other work that they wait for.</summary>
    public static readonly int FewRequests = 8 * Environment.ProcessorCount;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private int _underWay;

    public static void Use(IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        var value = services.GetRequiredService<IConfiguration>().HostJson(Setting).Value;
        var limit = value is null ? -1
            : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is -1 or > 0 ? number
            : throw new StartupException($"host.json: {Setting} is '{value}', expected a whole number of at least 1, or -1 for no limit.");
        if (limit > 0)
        {
            var connections = services.GetRequiredService<OpenConnections>();
            var delay = services.GetRequiredService<QueueDelay>();
            app.Use(next => new OutstandingLimit(next, connections, delay, limit).InvokeAsync);
        }
    }

    /// <summary>Passes a request on, or refuses it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (HealthRequests.Is(http.Request))
        {
            return next(http);
        }

        // A connection whose request nobody has begun to read is a work item of the pool, as is work of other kinds; there are no more
        // such requests than connections without a request under way.
        var underWay = Interlocked.Increment(ref _underWay);
        var all = underWay + Math.Min(ThreadPool.PendingWorkItemCount, Math.Max(0, connections.Count - underWay));
        if (all > limit || (all > FewRequests && delay.Current > LongestWait))
        {
            Interlocked.Decrement(ref _underWay);
            http.Response.Headers.RetryAfter = "1";
            return Problem.WriteAsync(http, StatusCodes.Status429TooManyRequests, "Too Busy", $"{all} requests wait or are under way: at most {limit} may, and no more than are answered within {LongestWait.TotalSeconds} s; come again in a second.");
        }

        Task invocation;
        try
        {
            invocation = next(http);
        }
        catch
        {
            Interlocked.Decrement(ref _underWay);
            throw;
        }

        if (!invocation.IsCompleted)
        {
            return LeaveAsync(invocation);
        }

        Interlocked.Decrement(ref _underWay);
        return invocation;
    }

    private async Task LeaveAsync(Task invocation)
    {
        try
        {
            await invocation;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
