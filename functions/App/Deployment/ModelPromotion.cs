using MlFunctions.Events;
using MlFunctions.Scoring;

namespace MlFunctions.Deployment;

/// <summary>Changes by hand which version serves. Of two changes at once, one holds.</summary>
internal sealed class ModelPromotion(ModelRegistryStore registries, ServingModels serving, EventPublisher events, TimeProvider clock)
{
    /// <summary>Lets a version serve.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="choose">From the registry as it is now to the version that is to serve; null: there is none such.</param>
    /// <param name="type">What is told of it.</param>
    /// <param name="by">Who asked.</param>
    /// <param name="cancellationToken">Gives up; the change may or may not hold.</param>
    public async Task<PromotionResult> PromoteAsync(
        string pipeline, Func<ModelRegistry, int?> choose, PipelineEventType type, string by, CancellationToken cancellationToken)
    {
        var (registry, etag) = await registries.ReadWithETagAsync(pipeline, cancellationToken);
        if (choose(registry) is not { } version || registry.Versions.All(v => v.Version != version))
        {
            return new PromotionResult(PromotionOutcome.UnknownVersion, registry);
        }

        if (registry.Champion == version)
        {
            return new PromotionResult(PromotionOutcome.Serves, registry);
        }

        var changed = registry.Promote(version, clock.GetUtcNow(), by);
        if (!await registries.TryReplaceAsync(pipeline, changed, etag, cancellationToken))
        {
            return new PromotionResult(PromotionOutcome.ChangedMeanwhile, registry);
        }

        await serving.RefreshAsync(pipeline, cancellationToken);
        var change = changed.History.Count;
        await events.PublishAsync(type, pipeline, $"{pipeline}:{version}", $"{pipeline}:{version} (change {change})", $"by {by}", cancellationToken);
        return new PromotionResult(PromotionOutcome.Serves, changed);
    }
}
