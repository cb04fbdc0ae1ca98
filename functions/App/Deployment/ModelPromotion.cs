using MlFunctions.Events;
using MlFunctions.Http;
using MlFunctions.Scoring;

namespace MlFunctions.Deployment;

/// <summary>Changes which versions see requests. Of two changes at once, one holds; a version whose package is damaged is never chosen.</summary>
public sealed class ModelPromotion(ModelRegistryStore registries, ServingModels serving, ModelVersions models, RegistryNews news, TimeProvider clock)
{
    /// <summary>Lets a version serve.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="choose">From the registry as it is now to the version that is to serve; null: there is none such.</param>
    /// <param name="type">What is told of it.</param>
    /// <param name="order">Who asked, and why.</param>
    /// <param name="cancellationToken">Gives up; the change may or may not hold.</param>
    public Task<PromotionResult> PromoteAsync(
        string pipeline, Func<ModelRegistry, int?> choose, PipelineEventType type, ChangeOrder order, CancellationToken cancellationToken) =>
        DirectAsync(pipeline, registry => choose(registry) is { } version ? registry.WithChampion(version) : null, type, order, cancellationToken);

    /// <summary>Lets versions see requests as champion, canary and shadows.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="choose">From the registry as it is now to who is to see requests; null: there is no such version.</param>
    /// <param name="type">What is told of it.</param>
    /// <param name="order">Who asked, and why.</param>
    /// <param name="cancellationToken">Gives up; the change may or may not hold.</param>
    public async Task<PromotionResult> DirectAsync(
        string pipeline, Func<ModelRegistry, Traffic?> choose, PipelineEventType type, ChangeOrder order, CancellationToken cancellationToken)
    {
        var (registry, etag) = await registries.ReadWithETagAsync(pipeline, cancellationToken);
        if (!ETags.Match(order.IfMatch, etag))
        {
            return new PromotionResult(PromotionOutcome.ChangedMeanwhile, registry);
        }

        if (choose(registry) is not { } traffic)
        {
            return new PromotionResult(PromotionOutcome.UnknownVersion, registry);
        }

        if (traffic == registry.Traffic)
        {
            return new PromotionResult(PromotionOutcome.Serves, registry);
        }

        if (await FaultAsync(pipeline, registry, traffic, cancellationToken) is { } fault)
        {
            return fault;
        }

        var changed = registry.Direct(traffic, clock.GetUtcNow(), order.By, order.Why, type);
        if (!await registries.TryReplaceAsync(pipeline, changed, etag, cancellationToken))
        {
            return new PromotionResult(PromotionOutcome.ChangedMeanwhile, registry);
        }

        await serving.RefreshEverywhereAsync(pipeline, cancellationToken);
        await news.TellAsync(pipeline, cancellationToken);
        return new PromotionResult(PromotionOutcome.Serves, changed);
    }

    /// <summary>Loads the versions that would see requests, so that one that cannot be used is found before it is chosen.</summary>
    private async Task<PromotionResult?> FaultAsync(string pipeline, ModelRegistry registry, Traffic traffic, CancellationToken cancellationToken)
    {
        foreach (var version in traffic.Versions)
        {
            if (!registry.Has(version))
            {
                return new PromotionResult(PromotionOutcome.UnknownVersion, registry, $"Pipeline '{pipeline}' has no model version {version}.");
            }

            try
            {
                await models.GetAsync(pipeline, version, cancellationToken);
            }
            catch (InvalidDataException exception)
            {
                return new PromotionResult(PromotionOutcome.Unusable, registry, exception.Message);
            }
        }

        return null;
    }
}
