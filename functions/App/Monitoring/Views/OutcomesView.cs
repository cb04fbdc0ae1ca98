namespace MlFunctions.Monitoring;

/// <summary>How right a version was, as far as that is known.</summary>
/// <param name="Count">Of how many rows.</param>
/// <param name="Metrics">By name, over all of them.</param>
/// <param name="Recent">The outcomes of its newest predictions.</param>
/// <param name="Confusion">Classification: how often which class was predicted as which.</param>
/// <param name="Targets">Numbers: target by target.</param>
public sealed record OutcomesView(
    long Count,
    IReadOnlyDictionary<string, double> Metrics,
    RecentOutcomesView Recent,
    IReadOnlyList<ConfusionView> Confusion,
    IReadOnlyList<TargetOutcomesView> Targets);
