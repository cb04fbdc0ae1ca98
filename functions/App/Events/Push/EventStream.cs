using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage;
using StackExchange.Redis;

namespace MlFunctions.Events;

/// <summary>
/// Events on their way to those who listen now: on this instance directly, on others by Redis, where one is configured. Nothing is kept here;
/// whoever missed something finds it among <see cref="RecordedEvents"/> or in the read model.
/// </summary>
public sealed class EventStream(IHostApplicationLifetime lifetime, ILogger<EventStream> logger, RedisConnection? redis = null) : IHostedService
{
    // A listener that falls so far behind loses the oldest.
    private const int HeldForAListener = 1000;
    private static readonly RedisChannel Channel = new("mlfunctions:events", RedisChannel.PatternMode.Literal);

    private readonly string _instance = Guid.NewGuid().ToString("n");
    private readonly ConcurrentDictionary<Channel<PushedEvent>, string> _listeners = new();

    /// <summary>Listens to the events of a pipeline until the reader is given back.</summary>
    public ChannelReader<PushedEvent> Listen(string pipeline, out IDisposable listening)
    {
        var channel = System.Threading.Channels.Channel.CreateBounded<PushedEvent>(new BoundedChannelOptions(HeldForAListener) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners[channel] = pipeline;
        listening = new Listening(this, channel);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            channel.Writer.TryComplete();
        }

        return channel.Reader;
    }

    /// <summary>Tells whoever listens.</summary>
    public async Task TellAsync(IReadOnlyList<PushedEvent> events)
    {
        Tell(events);
        if (redis is null || events.Count == 0)
        {
            return;
        }

        try
        {
            await redis.Subscriber.PublishAsync(Channel, JsonSerializer.SerializeToUtf8Bytes(new Envelope(_instance, events), AppJson.Web), CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            // Listeners elsewhere look for themselves now and then.
            logger.EventsNotPushed(exception, events.Count);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (redis is not null)
        {
            // In the background: the app starts while Redis is away, and the client subscribes again by itself once it is back.
            _ = Task.Run(SubscribeAsync, CancellationToken.None);
        }

        // Before the server stops, which waits for the requests under way, and these would never end.
        lifetime.ApplicationStopping.Register(() =>
        {
            foreach (var channel in _listeners.Keys)
            {
                channel.Writer.TryComplete();
            }
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SubscribeAsync()
    {
        try
        {
            await redis!.Subscriber.SubscribeAsync(Channel, (_, message) =>
            {
                if (JsonSerializer.Deserialize<Envelope>((byte[])message!, AppJson.Web) is { } envelope && envelope.Instance != _instance)
                {
                    Tell(envelope.Events);
                }
            });
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            logger.EventsNotHeard(exception);
        }
    }

    private void Tell(IReadOnlyList<PushedEvent> events)
    {
        foreach (var (channel, pipeline) in _listeners)
        {
            foreach (var happened in events)
            {
                if (happened.Pipeline == pipeline)
                {
                    channel.Writer.TryWrite(happened);
                }
            }
        }
    }

    private sealed record Envelope(string Instance, IReadOnlyList<PushedEvent> Events);

    private sealed class Listening(EventStream stream, Channel<PushedEvent> channel) : IDisposable
    {
        public void Dispose() => stream._listeners.TryRemove(channel, out _);
    }
}
