using MlFunctions.Deployment;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Monitoring;

/// <summary>Holds champions against what their definitions ask of them while they serve.</summary>
public sealed class RevertJudge(OutcomeStore store, OutcomeMetrics metrics, MetricCatalog catalog)
{
    /// <summary>Who automatic reverts are by, in the history of promotions.</summary>
    public const string By = "monitoring";

    /// <summary>Judges the champion; null where the definition asks nothing of it, or there is none.</summary>
    public async Task<RevertJudgement?> JudgeAsync(PipelineDefinition definition, ModelRegistry registry, CancellationToken cancellationToken)
    {
        if (definition.Serving.Revert is not { } rule || ChampionPeriod.Of(registry) is not [.., var served])
        {
            return null;
        }

        // What it predicted before it was deployed, or deployed again, was judged then or is nobody's business.
        var (version, _) = await store.ReadAsync(definition.Name, served.Version, cancellationToken);
        var outcomes = version.Recent.Where(outcome => outcome.Created >= served.From).TakeLast(rule.Outcomes).ToList();
        double? value = outcomes.Count == rule.Outcomes && metrics.Of(rule.Metric, version, outcomes) is var measured && double.IsFinite(measured) ? measured : null;
        int? earlier = EarlierThan(registry) is var versions && versions.Any() ? versions.First() : null;
        var verdict = value is not { } known ? RevertVerdict.NotYetJudged
            : !catalog.Get(rule.Metric).IsBetter(rule.WorseThan, known) ? RevertVerdict.GoodEnough
            : earlier is null ? RevertVerdict.NothingToRevertTo
            : RevertVerdict.Worse;
        return new RevertJudgement(rule.Metric, rule.WorseThan, rule.Outcomes, outcomes.Count, value, verdict, earlier);
    }

    /// <summary>The versions that may go back in, the one that served last first: none that has been reverted itself, or two bad ones would take turns.</summary>
    public static IEnumerable<int> EarlierThan(ModelRegistry registry)
    {
        var reverted = registry.History.Where(change => change.By == By).Select(change => change.From).ToHashSet();
        return registry.History.Reverse().Select(change => change.From).OfType<int>()
            .Where(version => version != registry.Champion && !reverted.Contains(version))
            .Distinct();
    }
}
