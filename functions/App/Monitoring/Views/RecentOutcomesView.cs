namespace MlFunctions.Monitoring;

/// <summary>How right the newest predictions of a version were, of those of which it is known.</summary>
/// <param name="Count">How many predictions: as many as <c>serving.revert</c> is over, or a hundred.</param>
/// <param name="Metrics">By name, as on a holdout.</param>
public sealed record RecentOutcomesView(int Count, IReadOnlyDictionary<string, double> Metrics);
