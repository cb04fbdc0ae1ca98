using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>What is known of a model from the holdout beyond its metrics. Kept with its package; its size does not grow with the rows.</summary>
public sealed record HoldoutEvaluation
{
    /// <summary>The metric that ranks.</summary>
    public required string Metric { get; init; }

    /// <summary>How many rows were measured on.</summary>
    public required int Rows { get; init; }

    /// <summary>By metric: its 95 % bootstrap interval. Clusters have none: there is no truth whose rows could be drawn.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Intervals { get; init; } = new SortedDictionary<string, MetricInterval>(StringComparer.Ordinal);

    /// <summary>How many resamples the intervals come from; 0: there are none.</summary>
    public int Resamples { get; init; }

    /// <summary>Classification: each class, in the order of its code.</summary>
    public IReadOnlyList<ClassEvaluation> Classes { get; init; } = [];

    /// <summary>Classification of at most <see cref="HoldoutEvaluator.MostClasses"/> classes: for each true class the rows predicted as each class.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Confusion { get; init; }

    /// <summary>Regression and forecast: each target.</summary>
    public IReadOnlyList<TargetEvaluation> Targets { get; init; } = [];

    /// <summary>Clustering: how many rows are in each cluster.</summary>
    public IReadOnlyList<int> ClusterSizes { get; init; } = [];

    /// <summary>How much worse the metric becomes when a prepared feature is shuffled, most first; null where there are more features than <see cref="HoldoutEvaluator.MostFeatures"/> or nothing to compare with.</summary>
    public IReadOnlyList<FeatureImportance>? Importances { get; init; }

    /// <summary>Against the model that serves; null: none does, or it cannot read these rows.</summary>
    public ChampionComparison? Comparison { get; init; }

    /// <summary>Against the naive model; null: the task has none.</summary>
    public NaiveComparison? Naive { get; init; }
}
