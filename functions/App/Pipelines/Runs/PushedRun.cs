using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using MlFunctions.Events;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>How far a run is, as server-sent events: what a query of it answers, each time that it has changed, until it has ended.</summary>
/// <remarks>Durable Functions tells nobody of a changed status, so it is looked for: one lookup for all the queries that the client saves.</remarks>
internal sealed class PushedRun(string runId, RunSearch search, DurableTaskClient durable, IHostApplicationLifetime lifetime, TimeProvider clock) : IResult
{
    /// <summary>What the event is called.</summary>
    public const string EventName = "run";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var client = new ServerSentEvents(httpContext);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping);
        var lastSent = clock.GetTimestamp();
        string? last = null;
        try
        {
            while (await search.FindAsync(durable, runId, over.Token) is { } run)
            {
                var view = JsonSerializer.Serialize(run, AppJson.Web);
                if (view != last)
                {
                    await client.SendAsync(EventName, id: null, view);
                    (last, lastSent) = (view, clock.GetTimestamp());
                }
                else if (clock.GetElapsedTime(lastSent) > ServerSentEvents.Heartbeat)
                {
                    await client.BeatAsync();
                    lastSent = clock.GetTimestamp();
                }

                if (run.HasEnded)
                {
                    return;
                }

                await Task.Delay(Interval, clock, over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the app stops.
        }
    }
}
