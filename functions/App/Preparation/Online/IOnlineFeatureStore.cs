namespace MlFunctions.Preparation;

/// <summary>
/// The newest features of each entity, in memory, for requests that name an entity instead of its features. What was written last by its
/// own moment counts, feature by feature, so that it does not matter in which order, or how often, things are written.
/// </summary>
/// <exception cref="OnlineFeaturesException">The store does not answer.</exception>
public interface IOnlineFeatureStore
{
    /// <summary>Notes what is known of entities; a feature that is known from a later moment stays.</summary>
    Task WriteAsync(EntityType type, IReadOnlyCollection<EntityFeatures> entities, CancellationToken cancellationToken);

    /// <summary>By feature, what is known of an entity; null where it is not known at all.</summary>
    ValueTask<IReadOnlyDictionary<string, string>?> FindAsync(EntityType type, string entity, CancellationToken cancellationToken);

    /// <summary>Whether the store has been filled from the long-term store since it last lost everything.</summary>
    ValueTask<bool> IsWarmAsync(EntityType type, CancellationToken cancellationToken);

    /// <summary>Notes that it has been filled.</summary>
    Task SetWarmAsync(EntityType type, CancellationToken cancellationToken);
}
