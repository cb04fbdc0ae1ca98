namespace MlFunctions.Monitoring;

/// <summary>How a served feature stands.</summary>
/// <param name="Seen">How many values had fallen into each part when it was last looked at: what came since is looked at next.</param>
public sealed record FeatureWatch(IReadOnlyList<long> Seen)
{
    // Of fewer rows chance alone may make a marked shift.
    private const int LeastRows = 500;

    /// <summary>The population stability index of the rows that were looked at last; null: there have not been enough yet.</summary>
    public double? Index { get; init; }

    /// <summary>Since when it has drifted; null: it has not.</summary>
    public DateTimeOffset? DriftedSince { get; init; }

    /// <summary>How often it has drifted, each time until it was as in training again.</summary>
    public int Alarms { get; init; }

    /// <summary>How many of these were told of.</summary>
    public int Told { get; init; }

    /// <summary>Looks at what has come since.</summary>
    /// <param name="figures">All that was served.</param>
    /// <param name="threshold">The index from which a shift matters.</param>
    /// <param name="now">The time.</param>
    /// <returns>The same instance where too little has come.</returns>
    public FeatureWatch Look(ColumnFigures figures, double threshold, DateTimeOffset now)
    {
        var seen = Seen.Count == figures.Served.Count ? Seen : new long[figures.Served.Count];
        long[] came = [.. figures.Served.Zip(seen, (all, before) => Math.Max(0, all - before))];
        if (came.Sum() < LeastRows || figures.DriftOf(came) is not { } drift)
        {
            return this;
        }

        var hasDrifted = drift.Exceeds(threshold);
        return this with
        {
            Seen = figures.Served,
            Index = drift.Index,
            DriftedSince = hasDrifted ? DriftedSince ?? now : null,
            Alarms = hasDrifted && DriftedSince is null ? Alarms + 1 : Alarms,
        };
    }
}
