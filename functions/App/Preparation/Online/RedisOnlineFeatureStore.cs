using System.Globalization;
using MlFunctions.Storage;
using StackExchange.Redis;

namespace MlFunctions.Preparation;

/// <summary>
/// Features of entities in Redis: a hash an entity, <c>features:{pipeline}:{column}:{entity}</c>, with a field a feature,
/// <c>{milliseconds since 1970}:{value}</c>; and <c>features:{pipeline}:{column}</c> once all of them have been filled in.
/// </summary>
internal sealed class RedisOnlineFeatureStore(RedisConnection redis) : IOnlineFeatureStore
{
    // So many entities are under way at a time.
    private const int AtATime = 1000;

    private const string Write = """
        local at = tonumber(ARGV[1])
        for i = 2, #ARGV, 2 do
            local known = redis.call('HGET', KEYS[1], ARGV[i])
            if not known or tonumber(string.match(known, '^%-?%d+')) <= at then
                redis.call('HSET', KEYS[1], ARGV[i], ARGV[1] .. ':' .. ARGV[i + 1])
            end
        end
        """;

    /// <inheritdoc/>
    public Task WriteAsync(EntityType type, IReadOnlyCollection<EntityFeatures> entities, CancellationToken cancellationToken) => AskAsync(async database =>
    {
        foreach (var some in entities.Chunk(AtATime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(some.Select(entity => database.ScriptEvaluateAsync(Write, [KeyOf(type, entity.Entity)], Arguments(entity))));
        }

        return true;
    });

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, string>?> FindAsync(EntityType type, string entity, CancellationToken cancellationToken)
    {
        var fields = await AskAsync(database => database.HashGetAllAsync(KeyOf(type, entity)));
        return fields.Length == 0 ? null : fields.ToDictionary(field => (string)field.Name!, field => ValueOf((string)field.Value!), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsWarmAsync(EntityType type, CancellationToken cancellationToken) => await AskAsync(database => database.KeyExistsAsync(KeyOf(type)));

    /// <inheritdoc/>
    public Task SetWarmAsync(EntityType type, CancellationToken cancellationToken) => AskAsync(database => database.StringSetAsync(KeyOf(type), "warm"));

    private static RedisKey KeyOf(EntityType type) => $"features:{type.Pipeline}:{type.Column}";

    private static RedisKey KeyOf(EntityType type, string entity) => $"features:{type.Pipeline}:{type.Column}:{entity}";

    private static RedisValue[] Arguments(EntityFeatures entity) =>
    [
        entity.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        .. entity.Values.SelectMany(value => new RedisValue[] { value.Key, value.Value }),
    ];

    private static string ValueOf(string field) => field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        try
        {
            return await ask(redis.Database);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new OnlineFeaturesException($"The online feature store does not answer: {exception.Message}", exception);
        }
    }
}
