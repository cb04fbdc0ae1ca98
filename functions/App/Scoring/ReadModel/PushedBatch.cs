using System.Text;
using Microsoft.AspNetCore.Http;
using MlFunctions.Events;

namespace MlFunctions.Scoring;

/// <summary>The scores of a batch as soon as they can be read, as one server-sent event: what a query of the batch answers.</summary>
internal sealed class PushedBatch(string pipeline, string batchId, EventStream stream, IReadModel readModel, TimeProvider clock) : IResult
{
    /// <summary>What the event is called.</summary>
    public const string EventName = "scores-ready";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Before the read model is asked, so that nothing falls between the two.
        var events = stream.Listen(pipeline, out var listening);
        using (listening)
        {
            try
            {
                var client = new ServerSentEvents(httpContext);
                await client.BeatAsync();
                string? view;
                while ((view = await FindAsync()) is null)
                {
                    while (await client.WaitAsync(events, clock) && !(events.TryRead(out var happened) && happened.BatchId == batchId))
                    {
                        // Another batch.
                    }

                    // Also where nothing was heard for a while: the instance that scored it may have had no way to tell.
                    await client.BeatAsync();
                }

                await client.SendAsync(EventName, id: null, view);
            }
            catch (OperationCanceledException)
            {
                // The client has gone, or the app stops.
            }
        }
    }

    private async Task<string?> FindAsync()
    {
        try
        {
            return await readModel.FindAsync(pipeline, batchId) is { } batch && !BatchView.IsWaiting(batch.View) ? Encoding.UTF8.GetString(batch.View.Span) : null;
        }
        catch (ReadModelAwayException)
        {
            return null;
        }
    }
}
