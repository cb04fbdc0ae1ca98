namespace MlFunctions.Learning;

/// <summary>The metrics that definitions can name.</summary>
public sealed class MetricCatalog
{
    private readonly Dictionary<string, Metric> _metrics;

    /// <summary>A catalogue of the given metrics.</summary>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public MetricCatalog(IEnumerable<Metric> metrics)
    {
        _metrics = new Dictionary<string, Metric>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            if (!_metrics.TryAdd(metric.Name, metric))
            {
                throw new ArgumentException($"Two metrics are named '{metric.Name}'.", nameof(metrics));
            }
        }
    }

    /// <summary>Every metric of this library.</summary>
    public static MetricCatalog BuiltIn { get; } = new(
    [
        RegressionMetrics.R2,
        RegressionMetrics.MeanAbsoluteError,
        RegressionMetrics.RootMeanSquaredError,
        RegressionMetrics.MeanAbsolutePercentageError,
        ForecastMetrics.MeanAbsoluteScaledError,
        ForecastMetrics.SymmetricMeanAbsolutePercentageError,
        .. ClassMetrics.All,
        ProbabilityMetrics.LogLoss,
        ProbabilityMetrics.Brier,
        RankingMetrics.Auc,
        RankingMetrics.AveragePrecision,
        ClusteringMetrics.Silhouette,
        ClusteringMetrics.Inertia,
    ]);

    /// <summary>All metrics.</summary>
    public IEnumerable<Metric> Metrics => _metrics.Values;

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => _metrics.Keys.Order(StringComparer.Ordinal);

    /// <summary>Those that are defined for a task.</summary>
    public IEnumerable<Metric> For(LearningTask task) => _metrics.Values.Where(m => m.Tasks.Contains(task));

    /// <summary>The value of each metric that is defined for a task; what several are computed from is counted once.</summary>
    /// <param name="task">The task.</param>
    /// <param name="truth">The rows with their true targets and weights.</param>
    /// <param name="outputs">Rows × outputs of the model, row by row.</param>
    public IEnumerable<(Metric Metric, double Value)> ValuesOf(LearningTask task, Dataset truth, double[] outputs)
    {
        var counts = new CommonCounts(truth, outputs);
        return For(task).Select(metric => (metric, CommonMetric.Compute(metric, counts)));
    }

    /// <summary>The metric of that name, or null.</summary>
    public Metric? Find(string name) => _metrics.GetValueOrDefault(name);

    /// <summary>The metric of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those that there are.</exception>
    public Metric Get(string name) => Find(name)
        ?? throw new KeyNotFoundException($"There is no metric '{name}'; known are {string.Join(", ", Names)}.");
}
