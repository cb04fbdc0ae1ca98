using System.Globalization;
using Microsoft.Extensions.Logging;
using MlFunctions.Deployment;
using MlFunctions.Events;
using MlFunctions.Pipelines;

namespace MlFunctions.Monitoring;

/// <summary>
/// Compares what is served with what was learned from, a few hundred new rows or more at a time, and tells of each feature that has drifted:
/// once, until it is as in training again.
/// </summary>
public sealed class ServedDrift(
    DefinitionStore definitions,
    ModelRegistryStore registries,
    MeterFlush flush,
    ServedFiguresStore served,
    DriftWatchStore watches,
    EventPublisher events,
    TimeProvider clock,
    ILogger<ServedDrift> logger)
{
    /// <summary>Looks at every pipeline.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        // Nothing may be looked at that a process which dies would take back.
        await flush.FlushAsync(cancellationToken);
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            try
            {
                await LookAsync(pipeline, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The others are looked at all the same, and this one again the next time.
                logger.NotLookedAt(exception, pipeline);
            }
        }
    }

    private async Task LookAsync(string pipeline, CancellationToken cancellationToken)
    {
        var registry = await registries.ReadAsync(pipeline, cancellationToken);
        if (registry.Champion is not { } champion || await definitions.FindAsync(pipeline, cancellationToken) is not { Definition: var definition })
        {
            return;
        }

        var figures = await served.SumAsync(pipeline, without: null, cancellationToken);
        foreach (var version in registry.Canary is { } canary ? [champion, canary.Version] : new[] { champion })
        {
            await LookAsync(definition, version, figures.GetValueOrDefault(version, ServedFigures.None), cancellationToken);
        }
    }

    private async Task LookAsync(PipelineDefinition definition, int version, ServedFigures figures, CancellationToken cancellationToken)
    {
        var (before, etag) = await watches.ReadAsync(definition.Name, version, cancellationToken);
        var looked = before.Look(figures.Features, definition.Ingestion.DriftThreshold, clock.GetUtcNow());
        if (!ReferenceEquals(looked, before) && !await watches.TryReplaceAsync(definition.Name, version, looked, etag, cancellationToken))
        {
            // Another instance looks at the same.
            return;
        }

        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (feature, watch) in looked.Untold())
        {
            await TellAsync(definition.Name, $"{definition.Name}:{version}", feature, watch, cancellationToken);
            told.Add(feature, watch.Alarms);
        }

        while (told.Count > 0)
        {
            (before, etag) = await watches.ReadAsync(definition.Name, version, cancellationToken);
            if (await watches.TryReplaceAsync(definition.Name, version, before.Tell(told), etag, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task TellAsync(string pipeline, string model, string feature, FeatureWatch watch, CancellationToken cancellationToken)
    {
        var detail = string.Create(CultureInfo.InvariantCulture, $"{feature} {watch.Index:0.00}");
        logger.Drifted(pipeline, model, feature, watch.Index ?? 0);
        await events.PublishAsync(PipelineEventType.DriftDetected, pipeline, model, $"{model} {feature} (alarm {watch.Alarms})", detail, cancellationToken: cancellationToken);
    }
}
