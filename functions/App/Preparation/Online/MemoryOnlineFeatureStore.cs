using System.Collections.Concurrent;

namespace MlFunctions.Preparation;

/// <summary>Features of entities in the memory of this process: empty after every start.</summary>
internal sealed class MemoryOnlineFeatureStore : IOnlineFeatureStore
{
    private readonly ConcurrentDictionary<(EntityType, string), ConcurrentDictionary<string, Known>> _entities = new();
    private readonly ConcurrentDictionary<EntityType, bool> _warm = new();

    /// <inheritdoc/>
    public Task WriteAsync(EntityType type, IReadOnlyCollection<EntityFeatures> entities, CancellationToken cancellationToken)
    {
        foreach (var entity in entities)
        {
            var features = _entities.GetOrAdd((type, entity.Entity), _ => new(StringComparer.Ordinal));
            foreach (var (name, value) in entity.Values)
            {
                var now = new Known(entity.At, value);
                features.AddOrUpdate(name, now, (_, known) => known.At > now.At ? known : now);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, string>?> FindAsync(EntityType type, string entity, CancellationToken cancellationToken) => new(
        _entities.TryGetValue((type, entity), out var features) ? features.ToDictionary(feature => feature.Key, feature => feature.Value.Value, StringComparer.Ordinal) : null);

    /// <inheritdoc/>
    public ValueTask<bool> IsWarmAsync(EntityType type, CancellationToken cancellationToken) => new(_warm.ContainsKey(type));

    /// <inheritdoc/>
    public Task SetWarmAsync(EntityType type, CancellationToken cancellationToken)
    {
        _warm[type] = true;
        return Task.CompletedTask;
    }

    private sealed record Known(DateTimeOffset At, string Value);
}
