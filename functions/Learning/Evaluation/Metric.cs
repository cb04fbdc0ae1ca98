namespace MlFunctions.Learning;

/// <summary>One number that says how good predictions are.</summary>
/// <param name="Name">The name in definitions, e.g. <c>r2</c>.</param>
/// <param name="HigherIsBetter">Whether a larger value is a better one.</param>
/// <param name="Tasks">The tasks for which it is defined.</param>
/// <param name="Compute">From the true targets and the model's outputs (rows × outputs, row by row) to the value.</param>
public sealed record Metric(string Name, bool HigherIsBetter, IReadOnlyList<LearningTask> Tasks, MetricFunction Compute)
{
    /// <summary>Whether <paramref name="value"/> is strictly better than <paramref name="other"/>; NaN is worse than any number.</summary>
    public bool IsBetter(double value, double other) =>
        !double.IsNaN(value) && (double.IsNaN(other) || (HigherIsBetter ? value > other : value < other));
}
