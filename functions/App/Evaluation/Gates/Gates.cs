using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Evaluation;

/// <summary>Decides whether a model may serve: the thresholds, expectations and champion rule of its definition, and the gates of one's own.</summary>
public sealed class Gates(MetricCatalog metrics, IEnumerable<IGate> others)
{
    /// <summary>Holds a model against every gate.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="challenger">The model, measured on the holdout.</param>
    /// <param name="holdout">The rows of the holdout as they came.</param>
    /// <param name="champion">The metrics of the model that serves, on the same rows; null: none to beat.</param>
    /// <param name="naive">Against the naive model; null: the task has none.</param>
    public IReadOnlyList<GateResult> Judge(
        PipelineDefinition definition, MeasuredModel challenger, SourceTable holdout, IReadOnlyDictionary<string, double>? champion, NaiveComparison? naive)
    {
        var metric = metrics.Get(definition.Metric);
        var candidate = new GatedCandidate(definition.Name, challenger.Model.Model, challenger.Truth, challenger.Outputs, challenger.Metrics, champion);
        return
        [
            .. Measurable(metric, challenger.Metrics),
            .. Thresholds(definition.Gates.Fail, challenger.Metrics, "the least it takes to serve", blocks: true),
            .. Thresholds(definition.Gates.Warn, challenger.Metrics, "the least without a warning", blocks: false),
            .. SanityChecks.Naive(definition.Gates.Naive, metric, challenger.Metrics, naive),
            .. SanityChecks.Values(challenger.Metrics),
            .. LogicChecks.Run(challenger.Model, holdout, definition.Gates.Expect),
            .. Beaten(definition.Gates.Champion, metric, challenger.Metrics, champion),
            .. others.SelectMany(gate => gate.Judge(candidate)),
        ];
    }

    private static IEnumerable<GateResult> Measurable(Metric metric, IReadOnlyDictionary<string, double> values)
    {
        if (!values.ContainsKey(metric.Name))
        {
            yield return new($"{metric.Name} can be measured", Passed: false, $"{metric.Name} has no value on the holdout");
        }
    }

    private IEnumerable<GateResult> Thresholds(IReadOnlyDictionary<string, double> thresholds, IReadOnlyDictionary<string, double> values, string meaning, bool blocks)
    {
        foreach (var (name, threshold) in thresholds)
        {
            var metric = metrics.Get(name);
            var isMeasured = values.TryGetValue(name, out var value);
            var missed = !isMeasured || metric.IsBetter(threshold, value);
            yield return new(
                $"{name} of at {(metric.HigherIsBetter ? "least" : "most")} {threshold:0.####}",
                !missed,
                !isMeasured ? $"{name} has no value on the holdout; {(metric.HigherIsBetter ? "at least" : "at most")} {threshold:0.####} is {meaning}"
                    : missed ? $"{name} is {value:0.####}, {(metric.HigherIsBetter ? "under" : "over")} {threshold:0.####}, {meaning}" : $"{name} is {value:0.####}",
                blocks);
        }
    }

    private static IEnumerable<GateResult> Beaten(
        ChampionRule rule, Metric metric, IReadOnlyDictionary<string, double> challenger, IReadOnlyDictionary<string, double>? champion)
    {
        // Where the challenger has no value, another gate has said so; where the champion has none, there is nothing to beat.
        if (champion is null || rule == ChampionRule.Ignore || !challenger.TryGetValue(metric.Name, out var own) || !champion.TryGetValue(metric.Name, out var other))
        {
            yield break;
        }

        var enough = metric.IsBetter(own, other) || (rule == ChampionRule.MustEqual && own == other);
        var asked = rule == ChampionRule.MustBeat ? "better than" : "as good as";
        var found = enough ? "against" : rule == ChampionRule.MustBeat ? "not better than" : "worse than";
        yield return new($"{asked} the champion", enough, $"{metric.Name} is {own:0.####}, {found} the champion's {other:0.####} on the same rows");
    }
}
