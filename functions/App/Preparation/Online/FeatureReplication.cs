using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Brings features from the long-term store to the online one.</summary>
public sealed class FeatureReplication(
    DefinitionStore definitions, BatchStore batches, PreparedBatchStore prepared, FeatureSetStore featureSets, StreamedFeatureStore streamed, IOnlineFeatureStore online)
{
    private const int AtATime = 10_000;

    /// <summary>Brings over one feature set, where the pipeline names an entity.</summary>
    public async Task ReplicateAsync(string pipeline, string batchId, string featureSetId, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is { Definition: { Entity: { } entity } definition }
            && await batches.GetAsync(pipeline, batchId, cancellationToken) is { } batch)
        {
            await ReplicateAsync(definition, new EntityType(pipeline, entity), batch, featureSetId, cancellationToken);
        }
    }

    /// <summary>Brings over everything, where the online store has lost it or never had it: of every batch the feature set that was made of it last, and what was streamed in.</summary>
    /// <returns>Whether anything was to be done.</returns>
    public async Task<bool> WarmAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var type = new EntityType(definition.Name, definition.Entity!);
        if (await online.IsWarmAsync(type, cancellationToken))
        {
            return false;
        }

        await foreach (var result in prepared.ListAsync(definition.Name, cancellationToken))
        {
            if (result is { Refusal: null, Source: null }
                && await batches.GetAsync(definition.Name, result.BatchId, cancellationToken) is { } batch
                && await featureSets.FindAsync(definition.Name, result.FeatureSetId, cancellationToken) is not null)
            {
                await ReplicateAsync(definition, type, batch, result.FeatureSetId, cancellationToken);
            }
        }

        await foreach (var features in streamed.ListAsync(type, cancellationToken))
        {
            await online.WriteAsync(type, features, cancellationToken);
        }

        await online.SetWarmAsync(type, cancellationToken);
        return true;
    }

    private async Task ReplicateAsync(PipelineDefinition definition, EntityType type, Batch batch, string featureSetId, CancellationToken cancellationToken)
    {
        var table = await featureSets.ReadAsync(definition.Name, featureSetId, cancellationToken);
        foreach (var some in LatestFeatures.Of(definition, table, batch.Received).Chunk(AtATime))
        {
            await online.WriteAsync(type, some, cancellationToken);
        }
    }
}
