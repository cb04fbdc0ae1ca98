using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Segregation;

namespace MlFunctions.Preparation;

/// <summary>
/// Prepares data as soon as it is stored, for pipelines that want to be told of drift though new data alone starts no run
/// (<c>onDrift</c> without <c>onData</c>); all others prepare it in their run.
/// </summary>
public sealed class PrepareOnArrival(DefinitionStore definitions, BatchStore batches, SourceBatches sources, FixedHoldout holdout, RawDataPreparation preparation, BatchCheck check)
{
    /// <summary>One event; all but <see cref="PipelineEventType.RawDataStored"/> are for others.</summary>
    [Function(nameof(PrepareOnArrival))]
    public async Task RunAsync([ServiceBusTrigger(PipelineEvent.Topic, "preparation", Connection = "ServiceBus")] string message, CancellationToken cancellationToken)
    {
        var happened = PipelineEvent.Parse(message);
        if (happened.Type == PipelineEventType.RawDataStored
            && await definitions.FindAsync(happened.Pipeline, cancellationToken) is { Definition.Retrain: { OnDrift: true, OnData: false } } stored
            && await batches.GetAsync(happened.Pipeline, happened.Subject, cancellationToken) is { State: BatchState.Usable } batch
            && (await sources.MissingAsync(stored.Definition, cancellationToken)).Count == 0)
        {
            await PrepareAsync(stored, batch, cancellationToken);
        }
    }

    private async Task PrepareAsync(StoredDefinition stored, Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            var hash = await holdout.HashAsync(stored.Definition, cancellationToken);
            var set = await sources.RequireAsync(stored.Definition, batch.BatchId, cancellationToken) with { HoldoutHash = hash };
            await preparation.PrepareAsync(stored.Definition, stored.Hash, set, cancellationToken);
        }
        catch (PipelineException)
        {
            // Its state says what is wrong with it; tried again it would be the same.
            if (await batches.GetAsync(batch.Pipeline, batch.BatchId, cancellationToken) is not { State: BatchState.Refused } refused)
            {
                throw;
            }

            await check.TellAsync(refused, cancellationToken);
        }
    }
}
