using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Evaluation;

/// <summary>Decides from numbers alone whether a model may serve.</summary>
internal static class Gates
{
    /// <summary>Holds a model against the gates of its definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="metrics">The metrics that the definition can name.</param>
    /// <param name="challenger">The model's metrics on the holdout.</param>
    /// <param name="champion">Those of the model that serves, on the same rows; null: none to beat.</param>
    /// <param name="checks">What common sense expects.</param>
    /// <returns>The reasons why it may not serve, and the warnings if it may.</returns>
    public static (IReadOnlyList<string> Reasons, IReadOnlyList<string> Warnings) Judge(
        PipelineDefinition definition,
        MetricCatalog metrics,
        IReadOnlyDictionary<string, double> challenger,
        IReadOnlyDictionary<string, double>? champion,
        IReadOnlyList<LogicCheck> checks)
    {
        var metric = metrics.Get(definition.Metric);
        string[] reasons =
        [
            .. double.IsNaN(challenger[metric.Name]) ? [$"{metric.Name} has no value on the holdout"] : Array.Empty<string>(),
            .. Missed(definition.Gates.Fail, metrics, challenger).Select(miss => $"{miss}, the least it takes to serve"),
            .. checks.Where(check => !check.Passed).Select(check => $"the check '{check.Name}' failed: {check.Detail}"),
            .. Beaten(definition.Gates.Champion, metric, challenger, champion),
        ];
        string[] warnings = [.. Missed(definition.Gates.Warn, metrics, challenger).Select(miss => $"{miss}, the least without a warning")];
        return (reasons, warnings);
    }

    private static IEnumerable<string> Missed(IReadOnlyDictionary<string, double> thresholds, MetricCatalog metrics, IReadOnlyDictionary<string, double> values)
    {
        foreach (var (name, threshold) in thresholds)
        {
            var metric = metrics.Get(name);
            var value = values[name];
            if (double.IsNaN(value) || metric.IsBetter(threshold, value))
            {
                yield return $"{name} is {value:0.####}, {(metric.HigherIsBetter ? "under" : "over")} {threshold:0.####}";
            }
        }
    }

    private static IEnumerable<string> Beaten(
        ChampionRule rule, Metric metric, IReadOnlyDictionary<string, double> challenger, IReadOnlyDictionary<string, double>? champion)
    {
        if (champion is null || rule == ChampionRule.Ignore)
        {
            yield break;
        }

        var (own, other) = (challenger[metric.Name], champion[metric.Name]);
        var enough = metric.IsBetter(own, other) || (rule == ChampionRule.MustEqual && own == other);
        if (!enough)
        {
            yield return $"{metric.Name} is {own:0.####}, {(rule == ChampionRule.MustBeat ? "not better than" : "worse than")} the champion's {other:0.####} on the same rows";
        }
    }
}
