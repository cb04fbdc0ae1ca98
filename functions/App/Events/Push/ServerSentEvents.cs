using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.Events;

/// <summary>Writes server-sent events (the HTML standard's <c>text/event-stream</c>).</summary>
internal sealed class ServerSentEvents
{
    /// <summary>How long a client hears nothing before it is sent a comment, so that nobody on the way takes the connection for dead.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly HttpResponse _response;

    /// <summary>Begins an answer.</summary>
    public ServerSentEvents(HttpContext context)
    {
        _response = context.Response;
        _response.ContentType = "text/event-stream";
        _response.Headers.CacheControl = "no-cache";
        _response.Headers["X-Accel-Buffering"] = "no";
    }

    private CancellationToken Gone => _response.HttpContext.RequestAborted;

    /// <summary>Sends an event.</summary>
    /// <param name="name">What happened.</param>
    /// <param name="id">Where to go on from; null: nowhere.</param>
    /// <param name="data">JSON on one line.</param>
    public Task SendAsync(string name, string? id, string data) => SendAsync($"{(id is null ? "" : $"id: {id}\n")}event: {name}\ndata: {data}\n\n");

    /// <summary>Sends what a client does not see.</summary>
    public Task BeatAsync() => SendAsync(":\n\n");

    /// <summary>Waits for an event; false where a heartbeat is due first.</summary>
    /// <exception cref="OperationCanceledException">The client has gone, or the app stops.</exception>
    public async Task<bool> WaitAsync(ChannelReader<PushedEvent> events, TimeProvider clock)
    {
        try
        {
            return await events.WaitToReadAsync(Gone).AsTask().WaitAsync(Heartbeat, clock, Gone) ? true : throw new OperationCanceledException("The app stops.");
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task SendAsync(string text)
    {
        await _response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), Gone);
        await _response.Body.FlushAsync(Gone);
    }
}
