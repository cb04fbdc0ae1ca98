namespace MlFunctions.Monitoring;

/// <summary>How the served features of a version stand. Immutable; changed by <see cref="ServedDrift"/> alone.</summary>
/// <param name="Features">By name.</param>
public sealed record DriftWatch(IReadOnlyDictionary<string, FeatureWatch> Features)
{
    /// <summary>Before anything was looked at.</summary>
    public static DriftWatch None { get; } = new(new SortedDictionary<string, FeatureWatch>(StringComparer.Ordinal));

    /// <summary>Those that have drifted without anybody having been told.</summary>
    public IEnumerable<KeyValuePair<string, FeatureWatch>> Untold() => Features.Where(feature => feature.Value.Told < feature.Value.Alarms);

    /// <summary>Looks at what has come since.</summary>
    /// <returns>The same instance where too little has come.</returns>
    public DriftWatch Look(IReadOnlyList<ColumnFigures> served, double threshold, DateTimeOffset now)
    {
        var features = new SortedDictionary<string, FeatureWatch>(Features.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        var hasChanged = false;
        foreach (var figures in served)
        {
            var before = features.GetValueOrDefault(figures.Name) ?? new FeatureWatch([]);
            var looked = before.Look(figures, threshold, now);
            hasChanged |= !ReferenceEquals(before, looked);
            features[figures.Name] = looked;
        }

        return hasChanged ? new DriftWatch(features) : this;
    }

    /// <summary>Notes of alarms that they were told of.</summary>
    /// <param name="told">By feature: how many.</param>
    public DriftWatch Tell(IReadOnlyDictionary<string, int> told) => new(new SortedDictionary<string, FeatureWatch>(
        Features.ToDictionary(
            feature => feature.Key,
            feature => feature.Value with { Told = Math.Max(feature.Value.Told, told.GetValueOrDefault(feature.Key)) },
            StringComparer.Ordinal),
        StringComparer.Ordinal));
}
