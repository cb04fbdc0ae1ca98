using MlFunctions.Evaluation;
using MlFunctions.Events;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Scoring;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Deployment;

/// <summary>
/// Makes the winner of a run the champion: first its immutable package, then the registry that points to it.
/// Done again for the same run, it finds what it did before.
/// </summary>
public sealed class ModelDeployment(
    IArtifactStore artifacts, ModelRegistryStore registries, FeatureSetStore featureSets, ForecastRefit refit, ServingModels serving, EventPublisher events, TimeProvider clock)
{
    /// <summary>Deploys the winner; null where the champion is no longer the one that it was judged against.</summary>
    public async Task<DeployedModel?> DeployAsync(RunPlan plan, Verdict verdict, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (registry, etag) = await registries.ReadWithETagAsync(plan.Pipeline, cancellationToken);
            var model = registry.OfRun(plan.RunId);
            if (model is null)
            {
                if (registry.Champion != verdict.Champion)
                {
                    return null;
                }

                model = await StorePackageAsync(plan, verdict, registry, cancellationToken);
                if (!await registries.TryReplaceAsync(plan.Pipeline, registry.Deploy(model), etag, cancellationToken))
                {
                    continue;
                }
            }

            await serving.RefreshEverywhereAsync(plan.Pipeline, cancellationToken);
            var version = $"{plan.Pipeline}:{model.Version}";
            await events.PublishAsync(PipelineEventType.ModelDeployed, plan.Pipeline, plan.BatchId, version, cancellationToken: cancellationToken);
            return new DeployedModel(version);
        }
    }

    private async Task<RegisteredModel> StorePackageAsync(RunPlan plan, Verdict verdict, ModelRegistry registry, CancellationToken cancellationToken)
    {
        var candidate = await CompletePackageAsync(plan, verdict, cancellationToken);
        for (var version = registry.Versions.Count == 0 ? 1 : registry.Versions[^1].Version + 1; ; version++)
        {
            var now = clock.GetUtcNow();
            var package = candidate with { Manifest = candidate.Manifest with { Version = version, Created = now, Metrics = verdict.Metrics } };
            var path = ModelRegistryStore.PackageOf(plan.Pipeline, version);
            var content = new BinaryData(package.ToBytes());
            if (await artifacts.PutIfAbsentAsync(path, content.ToStream(), cancellationToken))
            {
                return new RegisteredModel(version, plan.RunId, now, candidate.Manifest.Trainer, verdict.Metrics) { PackageHash = ModelPackage.HashOf(content) };
            }

            // A package that no registry points to: left by this run before it was interrupted, or by another that lost the race for the number.
            var left = (await artifacts.GetAsync(path, cancellationToken))!.Content;
            var existing = ModelPackage.Read(left, path);
            if (existing.Manifest.Lineage.RunId == plan.RunId)
            {
                return new RegisteredModel(version, plan.RunId, existing.Manifest.Created, existing.Manifest.Trainer, existing.Manifest.Metrics) { PackageHash = ModelPackage.HashOf(left) };
            }
        }
    }
    // What is known of the model travels with it: how it was judged, and the condition of its data.
    private async Task<ModelPackage> CompletePackageAsync(RunPlan plan, Verdict verdict, CancellationToken cancellationToken)
    {
        var path = plan.Artifact(verdict.Candidate.Artifact);
        var stored = await artifacts.GetAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        var candidate = await refit.OfAsync(plan, ModelPackage.Read(stored.Content, path), cancellationToken);
        var report = await artifacts.RequireJsonAsync<EvaluationReport>(EvaluationReport.PathOf(plan.Pipeline, plan.RunId), cancellationToken);
        var judged = report.Candidates.First(other => other.Candidate.Index == verdict.Candidate.Index);
        var condition = await ConditionAsync(plan, candidate.Manifest.Lineage.FeatureSetId, cancellationToken);
        return candidate.With(ArtifactStoreExtensions.ToJson(judged), condition is null ? default : ArtifactStoreExtensions.ToJson(condition));
    }

    private async Task<ConditionReport?> ConditionAsync(RunPlan plan, string featureSetId, CancellationToken cancellationToken)
    {
        var own = await featureSets.FindReportAsync(plan.Pipeline, featureSetId, cancellationToken);
        var columns = own?.Columns.ToList() ?? [];
        foreach (var source in plan.Sources.Keys)
        {
            var joined = await featureSets.FindReportAsync(plan.Pipeline, featureSetId, source, cancellationToken);
            columns.AddRange((joined?.Columns ?? []).ExceptBy(columns.Select(column => column.Name), column => column.Name, StringComparer.Ordinal).Select(column => column with { Source = source }));
        }

        return own is null ? null : own with { Columns = columns };
    }
}
