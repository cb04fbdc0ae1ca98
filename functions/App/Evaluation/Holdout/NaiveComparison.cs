namespace MlFunctions.Evaluation;

/// <summary>A model against the naive one, on the same rows.</summary>
/// <param name="Answers">What the naive model answers, e.g. <c>most frequent class</c>.</param>
/// <param name="Metrics">By name: its metrics on the holdout.</param>
/// <param name="Metric">The metric that ranks.</param>
/// <param name="Difference">The model's − the naive one's; null where one of them has no value.</param>
/// <param name="Interval">Of the difference: 95 %, by bootstrap over rows that both are measured on; null: there is none.</param>
/// <param name="IsBeaten">Whether the model is better by more than chance explains; null where that cannot be told.</param>
public sealed record NaiveComparison(
    string Answers, IReadOnlyDictionary<string, double> Metrics, string Metric, double? Difference, MetricInterval? Interval, bool? IsBeaten);
