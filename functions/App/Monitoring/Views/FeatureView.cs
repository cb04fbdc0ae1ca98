namespace MlFunctions.Monitoring;

/// <summary>A feature as served against training.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Psi">The population stability index of all that was served; null: nothing was.</param>
/// <param name="Chance">What the index may well be by chance for so few rows that are as in training; null: there are none.</param>
/// <param name="RecentPsi">That of the rows that were looked at last; null: there have not been enough.</param>
/// <param name="DriftedSince">Since when it has drifted; null: it has not.</param>
/// <param name="Parts">How its values fall into the parts of the training data.</param>
public sealed record FeatureView(string Name, double? Psi, double? Chance, double? RecentPsi, DateTimeOffset? DriftedSince, IReadOnlyList<FeaturePartView> Parts)
{
    /// <summary>The view of a feature.</summary>
    public static FeatureView Of(ColumnFigures figures, FeatureWatch? watch)
    {
        var (trained, served) = (figures.Training.Rows.Sum(), Math.Max(1.0, figures.Served.Sum()));
        var drift = figures.DriftOf(figures.Served);
        return new FeatureView(
            figures.Name,
            drift?.Index,
            drift?.Chance,
            watch?.Index,
            watch?.DriftedSince,
            [.. figures.Served.Select((rows, part) => new FeaturePartView(figures.Training.NameOf(part), figures.Training.Rows[part] / trained, rows / served))]);
    }
}
