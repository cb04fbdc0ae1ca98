using Microsoft.AspNetCore.Http;

namespace MlFunctions.Events;

/// <summary>The events of a pipeline, for as long as the client listens.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="after">The id of the last event that the client has; empty: it begins now.</param>
/// <param name="stream">What happens.</param>
/// <param name="recorded">What has happened.</param>
/// <param name="clock">The time.</param>
internal sealed class PushedEvents(string pipeline, string after, EventStream stream, RecordedEvents recorded, TimeProvider clock) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Before what is recorded is read, so that nothing falls between the two.
        var events = stream.Listen(pipeline, out var listening);
        using (listening)
        {
            try
            {
                await SendAsync(new ServerSentEvents(httpContext), events, httpContext.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The client has gone, or the app stops.
            }
        }
    }

    private async Task SendAsync(ServerSentEvents client, System.Threading.Channels.ChannelReader<PushedEvent> events, CancellationToken gone)
    {
        await client.BeatAsync();
        var last = after;
        if (after.Length > 0)
        {
            await foreach (var happened in recorded.AfterAsync(pipeline, after, gone))
            {
                await client.SendAsync(happened.Name, happened.Id, happened.Data);
                last = happened.Id!;
            }
        }

        while (true)
        {
            if (!await client.WaitAsync(events, clock))
            {
                await client.BeatAsync();
                continue;
            }

            while (events.TryRead(out var happened))
            {
                if (happened.Id is null || string.CompareOrdinal(happened.Id, last) > 0)
                {
                    await client.SendAsync(happened.Name, happened.Id, happened.Data);
                }
            }
        }
    }
}
