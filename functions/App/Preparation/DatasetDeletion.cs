using MlFunctions.Events;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Preparation;

/// <summary>
/// Removes a batch's file and the rows that were made of it. What is known of it stays: its reports, and its state, so that the lineage
/// of models says what became of their data.
/// </summary>
public sealed class DatasetDeletion(
    BatchStore batches, PreparedBatchStore prepared, FeatureSetStore featureSets, RunQueueStore queues, IArtifactStore artifacts, EventPublisher events, TimeProvider clock)
{
    /// <summary>The run that works, or waits to work, from a batch; null: there is none.</summary>
    public async Task<string?> FindRunAsync(Batch batch, CancellationToken cancellationToken)
    {
        var (queue, _) = await queues.ReadAsync(batch.Pipeline, cancellationToken);
        if (queue.All.FirstOrDefault(run => run.Dataset == batch.BatchId) is { } chosen)
        {
            return chosen.RunId;
        }

        return queue.Running is { } running
            && await artifacts.GetJsonAsync<PlannedRun>(RunDefinition.PathOf(batch.Pipeline, running.RunId), cancellationToken) is { Plan: var plan }
            && (plan.BatchId == batch.BatchId || plan.Sources.Values.Contains(batch.BatchId))
            ? running.RunId
            : null;
    }

    /// <summary>Deletes a batch. First it is noted, so that no run begins on it; done again, it removes what is left.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="by">Who has it deleted.</param>
    /// <param name="cancellationToken">Gives up; to be done again.</param>
    /// <returns>The batch as it is now.</returns>
    public async Task<Batch> DeleteAsync(Batch batch, string by, CancellationToken cancellationToken)
    {
        var (deleted, isChanged) = await batches.ChangeAsync(batch.Pipeline, batch.BatchId, now => now.State == BatchState.Deleted
            ? now
            : now with { State = BatchState.Deleted, Reason = $"by {by}", Since = clock.GetUtcNow() }, cancellationToken);

        // Where it was written over, the file is another batch's by now.
        if (batch.State != BatchState.Superseded)
        {
            await artifacts.DeleteAsync(RawData.PathOf(batch.Pipeline, batch.File), cancellationToken);
        }

        foreach (var featureSetId in await FeatureSetsAsync(batch, cancellationToken))
        {
            await featureSets.DeleteRowsAsync(batch.Pipeline, featureSetId, cancellationToken);
        }

        if (isChanged)
        {
            await events.PublishAsync(PipelineEventType.DatasetDeleted, batch.Pipeline, batch.BatchId, $"{batch.BatchId}-{batch.Times}", $"{batch.Path}, {deleted.Reason}", cancellationToken: cancellationToken);
        }

        return deleted;
    }

    private async Task<IReadOnlySet<string>> FeatureSetsAsync(Batch batch, CancellationToken cancellationToken)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        if (await prepared.FindAsync(batch.Pipeline, batch.BatchId, cancellationToken) is { FeatureSetId: var last })
        {
            made.Add(last);
        }

        await foreach (var origin in featureSets.OriginsAsync(batch.Pipeline, cancellationToken))
        {
            if (origin.BatchId == batch.BatchId || origin.Sources.Values.Contains(batch.BatchId))
            {
                made.Add(origin.FeatureSetId);
            }
        }

        return made;
    }
}
