using MlFunctions.Learning;

namespace MlFunctions.Pipelines;

/// <summary>
/// What definitions of clusters and of forecasts have otherwise than others. Clusters have no target in files; the one of the definition
/// says what answers call them. A forecast is made of its target alone, and a request brings one feature: how many steps ahead.
/// </summary>
internal static class TaskSection
{
    /// <summary>The feature of a forecast: how many steps after the last row of the data.</summary>
    public static FeatureDefinition Step { get; } = new() { Name = "step", Type = FeatureType.Number, Minimum = 1, Maximum = 10_000, Whole = true };

    /// <summary>What answers call the cluster of a row where the definition does not say.</summary>
    public static TargetDefinition Cluster { get; } = new() { Name = "cluster", As = "cluster" };

    /// <summary>Every fault of sense that comes of the task.</summary>
    public static IEnumerable<JsonFault> Faults(PipelineDefinition definition) => definition.Task switch
    {
        LearningTask.Clustering => Clustering(definition),
        LearningTask.Forecast => Forecast(definition),
        _ => [],
    };

    private static IEnumerable<JsonFault> Clustering(PipelineDefinition definition)
    {
        if (definition.Targets.Count > 1)
        {
            yield return new("$.targets", $"has {definition.Targets.Count} targets, expected none, or one that says what answers call the cluster of a row");
        }

        if (definition.Retrain.OnCorrections is not null)
        {
            yield return new("$.retrain.onCorrections", "is for tasks that have a truth to correct predictions by; clusters have none");
        }
    }

    private static IEnumerable<JsonFault> Forecast(PipelineDefinition definition)
    {
        if (definition.Targets.Count > 1)
        {
            yield return new("$.targets", $"has {definition.Targets.Count} targets, expected one: the series");
        }

        if (definition.Sources.Count > 0 || definition.Series.Count > 0 || definition.Preparation.Count > 0 || definition.Entity is not null)
        {
            yield return new("$", "has sources, series, entity or preparation, which are about features; a forecast is made of its target alone");
        }

        if (definition.Split is not { Strategy: SplitStrategy.Sequential or SplitStrategy.TimeOrdered, Stratify: null, SmallData: null })
        {
            yield return new("$.split", "would not leave the series in order; expected the strategy sequential or time-ordered, without stratify and smallData");
        }

        if (definition.Retrain.OnCorrections is not null)
        {
            yield return new("$.retrain.onCorrections", "is for rows that can be learned from one by one; what a series has come to is in its next file");
        }
    }
}
