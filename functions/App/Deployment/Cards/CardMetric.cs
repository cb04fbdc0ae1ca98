using MlFunctions.Evaluation;

namespace MlFunctions.Deployment;

/// <summary>A metric on the holdout.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Value">Its value.</param>
/// <param name="Interval">Where it lies with a confidence of 95 %; null: there is no interval.</param>
internal sealed record CardMetric(string Name, double Value, MetricInterval? Interval)
{
    /// <summary>A metric with what an evaluation says of it.</summary>
    public static CardMetric Of(string name, double value, HoldoutEvaluation? evaluation) => new(name, value, evaluation?.Intervals.GetValueOrDefault(name));
}
