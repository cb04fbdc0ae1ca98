using StackExchange.Redis;

namespace MlFunctions.Storage;

/// <summary>
/// The connection to Redis that all parts of the app share. Made at the first use, so that the app starts while Redis is away;
/// it comes back by itself, and until then each operation fails with a <see cref="RedisException"/> or a <see cref="TimeoutException"/>.
/// </summary>
/// <param name="configuration">As StackExchange.Redis reads it, e.g. <c>localhost:6379</c>.</param>
public sealed class RedisConnection(string configuration) : IDisposable
{
    /// <summary>The setting that names the server; where it is not set, what would be in Redis is in memory.</summary>
    public const string Setting = "Redis";

    private readonly Lazy<ConnectionMultiplexer> _multiplexer = new(() => Connect(configuration));

    /// <summary>Keys and values.</summary>
    public IDatabase Database => _multiplexer.Value.GetDatabase();

    /// <summary>Messages to every instance of the app.</summary>
    public ISubscriber Subscriber => _multiplexer.Value.GetSubscriber();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_multiplexer.IsValueCreated)
        {
            _multiplexer.Value.Dispose();
        }
    }

    private static ConnectionMultiplexer Connect(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        return ConnectionMultiplexer.Connect(options);
    }
}
