using Microsoft.Extensions.Logging;
using MlFunctions.Storage;
using StackExchange.Redis;

namespace MlFunctions.Events;

/// <summary>
/// Tells the other instances of the app, over Redis, that what is stored of a pipeline has changed. A hint that saves waiting: it may be
/// lost, so who listens looks from time to time all the same.
/// </summary>
public sealed class PipelineChanges(ILogger<PipelineChanges> logger, RedisConnection? redis = null)
{
    private static readonly RedisChannel Channel = new("mlfunctions:pipeline-changed", RedisChannel.PatternMode.Literal);

    /// <summary>Tells of a change. Does nothing without Redis.</summary>
    public async Task TellAsync(string pipeline)
    {
        if (redis is null)
        {
            return;
        }

        try
        {
            await redis.Subscriber.PublishAsync(Channel, pipeline);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            logger.ChangeNotTold(exception, pipeline);
        }
    }

    /// <summary>Calls <paramref name="changed"/> for every change that is told of from now on, also over lost connections that come back.</summary>
    /// <returns>False where Redis cannot be reached yet; true where it could, or where there is none.</returns>
    public async Task<bool> TryListenAsync(Func<string, Task> changed)
    {
        if (redis is null)
        {
            return true;
        }

        try
        {
            await redis.Subscriber.SubscribeAsync(Channel, (channel, pipeline) => { _ = changed(pipeline!); });
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            logger.ChangesNotHeard(exception);
            return false;
        }
    }
}
