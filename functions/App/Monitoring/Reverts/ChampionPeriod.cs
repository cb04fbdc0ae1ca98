using MlFunctions.Deployment;

namespace MlFunctions.Monitoring;

/// <summary>A time in which a version was the champion.</summary>
/// <param name="Version">The version.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; null: it still is.</param>
internal sealed record ChampionPeriod(int Version, DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>Every such time of a pipeline, oldest first.</summary>
    public static IReadOnlyList<ChampionPeriod> Of(ModelRegistry registry)
    {
        var periods = new List<ChampionPeriod>();
        foreach (var change in registry.History.Where(change => change.Version != change.From))
        {
            if (periods.Count > 0)
            {
                periods[^1] = periods[^1] with { Until = change.At };
            }

            periods.Add(new ChampionPeriod(change.Version, change.At, Until: null));
        }

        return periods;
    }
}
