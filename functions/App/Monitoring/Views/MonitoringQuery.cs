using MlFunctions.Deployment;
using MlFunctions.Pipelines;

namespace MlFunctions.Monitoring;

/// <summary>Puts together what is known of the versions of a pipeline.</summary>
public sealed class MonitoringQuery(
    DefinitionStore definitions,
    ModelRegistryStore registries,
    ModelMeters meters,
    ServedFiguresStore served,
    OutcomeStore outcomes,
    OutcomeMetrics metrics,
    RevertJudge judge,
    DriftWatchStore watches)
{
    /// <summary>What is known; null where there is no such pipeline.</summary>
    public async Task<MonitoringView?> FindAsync(string pipeline, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is not { Definition: var definition })
        {
            return null;
        }

        var registry = await registries.ReadAsync(pipeline, cancellationToken);
        var judging = judge.JudgeAsync(definition, registry, cancellationToken);
        var figures = await FiguresAsync(pipeline, cancellationToken);
        var periods = ChampionPeriod.Of(registry).ToLookup(period => period.Version);
        var versions = await Task.WhenAll(registry.Versions.Select(async version =>
        {
            var known = outcomes.ReadAsync(pipeline, version.Version, cancellationToken);
            var watch = await watches.ReadAsync(pipeline, version.Version, cancellationToken);
            return View(definition, version, periods[version.Version], figures.GetValueOrDefault(version.Version), (await known).Outcomes, watch.Watch);
        }));
        return new MonitoringView(pipeline, registry.Champion is { } champion ? $"{pipeline}:{champion}" : null, await judging, versions);
    }

    // What this instance has counted is known to the moment; of others, what they have kept.
    private async Task<Dictionary<int, ServedFigures>> FiguresAsync(string pipeline, CancellationToken cancellationToken)
    {
        var figures = new Dictionary<int, ServedFigures>(await served.SumAsync(pipeline, meters.Instance, cancellationToken));
        foreach (var meter in meters.All.Where(meter => meter.Pipeline == pipeline))
        {
            figures[meter.Version] = figures.GetValueOrDefault(meter.Version, ServedFigures.None).Plus(meter.Read());
        }

        return figures;
    }

    private VersionView View(
        PipelineDefinition definition, RegisteredModel model, IEnumerable<ChampionPeriod> periods, ServedFigures? figures, VersionOutcomes known, DriftWatch watch) => new(
        $"{definition.Name}:{model.Version}",
        model.Trainer,
        model.Deployed,
        [.. periods.Select(period => new PeriodView(period.From, period.Until))],
        figures is null ? null : ServedView.Of(figures),
        [.. (figures?.Features ?? []).Select(feature => FeatureView.Of(feature, watch.Features.GetValueOrDefault(feature.Name)))],
        figures is null ? []
            : figures.Classes.Count > 0 ? [TargetView.OfClasses(definition.Targets[0].As, figures.Classes, known)]
            : [.. figures.Numbers.Select((target, index) => TargetView.OfNumbers(target, known, index))],
        known.Count == 0 ? null : View(definition, known));

    private OutcomesView View(PipelineDefinition definition, VersionOutcomes known) => new(
        known.Count,
        metrics.OfAll(known, definition),
        new RecentOutcomesView(known.Recent.Count, metrics.OfRecent(known, definition)),
        [.. known.Confusion.Select(cell => new ConfusionView(known.Labels[cell.Truth], known.Labels[cell.Predicted], cell.Count))],
        [
            .. known.Errors.Select((errors, target) => new TargetOutcomesView(
                target < definition.Targets.Count ? definition.Targets[target].As : $"{target}", errors.MeanPrediction(), errors.MeanTruth(), errors.Metrics(), metrics.OfRecent(known, target, definition))),
        ]);
}
