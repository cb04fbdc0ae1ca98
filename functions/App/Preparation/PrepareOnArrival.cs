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
public sealed class PrepareOnArrival(DefinitionStore definitions, SourceBatches sources, FixedHoldout holdout, RawDataPreparation preparation)
{
    /// <summary>One event; all but <see cref="PipelineEventType.RawDataStored"/> are for others.</summary>
    /// <exception cref="PipelineException">The file cannot be used; the message names file, row and column.</exception>
    [Function(nameof(PrepareOnArrival))]
    public async Task RunAsync([ServiceBusTrigger(PipelineEvent.Topic, "preparation", Connection = "ServiceBus")] string message, CancellationToken cancellationToken)
    {
        var happened = PipelineEvent.Parse(message);
        if (happened.Type == PipelineEventType.RawDataStored
            && await definitions.FindAsync(happened.Pipeline, cancellationToken) is { Definition.Retrain: { OnDrift: true, OnData: false } } stored
            && (await sources.MissingAsync(stored.Definition, cancellationToken)).Count == 0)
        {
            var hash = await holdout.HashAsync(stored.Definition, cancellationToken);
            var set = await sources.RequireAsync(stored.Definition, happened.Subject, cancellationToken) with { HoldoutHash = hash };
            await preparation.PrepareAsync(stored.Definition, stored.Hash, set, cancellationToken);
        }
    }
}
