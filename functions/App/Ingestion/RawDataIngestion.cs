using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.Events;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>What all triggers of ingestion call: notes a raw file as a batch, tells of it, and asks for its run. Done again, it finds what it did before.</summary>
internal sealed class RawDataIngestion(
    RawData rawData, BatchStore batches, DefinitionStore definitions, IArtifactStore artifacts, EventPublisher events, ILogger<RawDataIngestion> logger)
{
    /// <summary>Takes in a file that is stored and whose content is at hand.</summary>
    public async Task IngestAsync(DurableTaskClient durable, string pipeline, string file, Stream content, CancellationToken cancellationToken)
    {
        var batch = await rawData.ReceiveAsync(pipeline, file, content, cancellationToken);
        var path = RawData.PathOf(pipeline, file).ToString();
        await events.PublishAsync(PipelineEventType.RawDataStored, pipeline, batch.BatchId, batch.BatchId, path, cancellationToken);

        var stored = await definitions.FindAsync(pipeline, cancellationToken);
        if (stored is null)
        {
            logger.NoPipeline(pipeline, path);
        }
        else if (stored.Definition.Retrain.OnData)
        {
            await RunStarter.StartForBatchAsync(durable, batch, cancellationToken);
        }
    }

    /// <summary>Takes in a file that is stored.</summary>
    /// <exception cref="PipelineException">There is no such file.</exception>
    public async Task IngestStoredAsync(DurableTaskClient durable, string pipeline, string file, CancellationToken cancellationToken)
    {
        var path = RawData.PathOf(pipeline, file);
        await using var content = await artifacts.OpenAsync(path, cancellationToken)
            ?? throw new PipelineException($"{path} was announced, but it is not there.");
        await IngestAsync(durable, pipeline, file, content, cancellationToken);
    }

    /// <summary>Takes in every stored file that is not noted as a batch.</summary>
    public async Task IngestNewAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            var known = await batches.ListAsync(pipeline, cancellationToken).Select(batch => batch.File).ToHashSetAsync(cancellationToken: cancellationToken);
            var prefix = $"{pipeline}/";
            await foreach (var path in artifacts.ListAsync(Containers.Raw, prefix, cancellationToken))
            {
                var file = path.Name[prefix.Length..];
                if (!known.Contains(file))
                {
                    await IngestStoredAsync(durable, pipeline, file, cancellationToken);
                }
            }
        }
    }
}
