namespace MlFunctions.Monitoring;

/// <summary>How right the predictions of one number were.</summary>
/// <param name="Name">The target, as answers name it.</param>
/// <param name="MeanPredicted">The mean of the predictions of which something is known.</param>
/// <param name="MeanObserved">The mean of what was true.</param>
/// <param name="Metrics">By name, over all of them.</param>
/// <param name="RecentMetrics">By name, over those of the newest predictions.</param>
public sealed record TargetOutcomesView(string Name, double MeanPredicted, double MeanObserved, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, double> RecentMetrics);
