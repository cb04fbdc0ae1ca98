using System.Globalization;
using MlFunctions.Deployment;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Scoring;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Lineage;

/// <summary>Follows what is kept of predictions, models, runs, feature sets and batches back to the raw file.</summary>
public sealed class LineageSearch(
    IArtifactStore artifacts, DefinitionStore definitions, BatchStore batches, FeatureSetStore featureSets, ModelRegistryStore registries, DeployedPackages packages, IReadModel predictions)
{
    // Of a pipeline with more versions only the newest are looked through for what was made from something.
    private const int VersionsLookedAt = 50;

    /// <summary>The lineage of whatever an id names; null where it names nothing.</summary>
    public async Task<LineageView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!ArtifactPath.IsValid(id) || id.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        if (id.Split(':') is [var named, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return DefinitionRules.PipelineName.IsMatch(named) ? await OfModelAsync(named, version, cancellationToken) : null;
        }

        if (RunStarter.PipelineOf(id) is { } running)
        {
            return await OfRunAsync(running, id, cancellationToken);
        }

        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            if (await OfBatchAsync(pipeline, id, cancellationToken) is { } batch)
            {
                return batch;
            }

            if (await OfFeaturesAsync(pipeline, id, cancellationToken) is { } features)
            {
                return features;
            }

            if (await OfPredictionAsync(pipeline, id, cancellationToken) is { } prediction)
            {
                return prediction;
            }
        }

        return null;
    }

    // For as long as the read model holds the batch; the model's version stands in every answer, and is followed further by itself.
    private async Task<LineageView?> OfPredictionAsync(string pipeline, string batchId, CancellationToken cancellationToken)
    {
        if (await predictions.FindAsync(pipeline, batchId) is not { } entry)
        {
            return null;
        }

        var prediction = PredictionOrigin.Of(entry);
        var model = prediction.ModelVersion is { } version && ModelManifest.NumberOf(version) is { } number
            ? await OfModelAsync(pipeline, number, cancellationToken)
            : null;
        return (model ?? new LineageView(batchId, LineageKind.Prediction, pipeline)) with { Id = batchId, Kind = LineageKind.Prediction, Prediction = prediction };
    }

    private async Task<LineageView?> OfModelAsync(string pipeline, int version, CancellationToken cancellationToken)
    {
        if (await packages.FindAsync(pipeline, version, cancellationToken) is not { Manifest: var manifest })
        {
            return null;
        }

        var lineage = manifest.Lineage;
        var view = new LineageView(manifest.VersionName, LineageKind.Model, pipeline)
        {
            Model = ModelOrigin.Of(manifest, await registries.ReadAsync(pipeline, cancellationToken)),
            Run = new RunOrigin(lineage.RunId, RunDefinition.PathOf(pipeline, lineage.RunId).ToString(), lineage.DefinitionHash, lineage.CodeVersion),
            Features = await featureSets.FindOriginAsync(pipeline, lineage.FeatureSetId, cancellationToken),
        };
        return await WithFileAsync(view, lineage.BatchId, cancellationToken);
    }

    private async Task<LineageView?> OfRunAsync(string pipeline, string runId, CancellationToken cancellationToken)
    {
        var path = RunDefinition.PathOf(pipeline, runId);
        if (await artifacts.GetJsonAsync<PlannedRun>(path, cancellationToken) is not { Plan: var plan })
        {
            return null;
        }

        var registry = await registries.ReadAsync(pipeline, cancellationToken);
        var model = registry.OfRun(runId) is { Version: var version } ? await OfModelAsync(pipeline, version, cancellationToken) : null;
        var view = new LineageView(runId, LineageKind.Run, pipeline)
        {
            Run = model?.Run ?? new RunOrigin(runId, path.ToString(), plan.DefinitionHash, CodeVersion: null),
            Features = model?.Features,
            Models = model is null ? [] : [model.Id],
        };
        return await WithFileAsync(view, plan.BatchId, cancellationToken);
    }

    private async Task<LineageView?> OfFeaturesAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        await featureSets.FindOriginAsync(pipeline, featureSetId, cancellationToken) is not { } origin ? null : await WithFileAsync(
            new LineageView(featureSetId, LineageKind.Features, pipeline)
            {
                Features = origin,
                Models = await ModelsAsync(pipeline, model => model.FeatureSetId == featureSetId, cancellationToken),
            },
            origin.BatchId,
            cancellationToken);

    private async Task<LineageView?> OfBatchAsync(string pipeline, string batchId, CancellationToken cancellationToken) =>
        await batches.GetAsync(pipeline, batchId, cancellationToken) is null ? null : await WithFileAsync(
            new LineageView(batchId, LineageKind.Batch, pipeline) { Models = await ModelsAsync(pipeline, model => model.BatchId == batchId, cancellationToken) },
            batchId,
            cancellationToken);

    private async Task<LineageView> WithFileAsync(LineageView view, string batchId, CancellationToken cancellationToken)
    {
        var batch = await batches.GetAsync(view.Pipeline, batchId, cancellationToken);
        var sources = new SortedDictionary<string, Batch>(StringComparer.Ordinal);
        foreach (var (source, id) in view.Features?.Sources ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (await batches.GetAsync(view.Pipeline, id, cancellationToken) is { } joined)
            {
                sources.Add(source, joined);
            }
        }

        return view with { Batch = batch, Sources = sources, File = batch is null ? null : RawData.PathOf(view.Pipeline, batch.File).ToString() };
    }

    private async Task<IReadOnlyList<string>> ModelsAsync(string pipeline, Func<ModelLineage, bool> isMadeFromIt, CancellationToken cancellationToken)
    {
        var made = new List<string>();
        foreach (var model in (await registries.ReadAsync(pipeline, cancellationToken)).Versions.Reverse().Take(VersionsLookedAt))
        {
            if (await packages.FindAsync(pipeline, model.Version, cancellationToken) is { Manifest: var manifest } && isMadeFromIt(manifest.Lineage))
            {
                made.Add(manifest.VersionName);
            }
        }

        return made;
    }
}
