using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.Events;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>What all triggers of ingestion call: notes a raw file as a batch, tells of it, and asks for its run. Done again, it finds what it did before.</summary>
public sealed class RawDataIngestion(
    RawData rawData,
    BatchStore batches,
    SourceBatches sources,
    BatchCheck check,
    DefinitionStore definitions,
    RunStarter runs,
    IArtifactStore artifacts,
    EventPublisher events,
    TimeProvider clock,
    ILogger<RawDataIngestion> logger)
{
    // How far back a batch is looked at that got no run because something failed between the two.
    private static readonly TimeSpan MadeUpFor = TimeSpan.FromDays(1);

    /// <summary>Stores a file and takes it in.</summary>
    /// <param name="durable">Starts the run.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="content">The file, read once; it is never held in memory.</param>
    /// <param name="cancellationToken">Gives up; a file that is stored by then is taken in by its trigger.</param>
    /// <returns>The batch; null, and nothing is stored, where there is a file of that name.</returns>
    public async Task<Batch?> StoreAsync(DurableTaskClient durable, string pipeline, string file, Stream content, CancellationToken cancellationToken)
    {
        var path = RawData.PathOf(pipeline, file);
        return await artifacts.GetETagAsync(path, cancellationToken) is null && await artifacts.PutIfAbsentAsync(path, content, cancellationToken)
            ? await IngestStoredAsync(durable, pipeline, file, cancellationToken)
            : null;
    }

    /// <summary>Takes in a file that is stored and whose content is at hand.</summary>
    public async Task<Batch> IngestAsync(DurableTaskClient durable, string pipeline, string file, Stream content, CancellationToken cancellationToken)
    {
        var batch = await rawData.ReceiveAsync(pipeline, file, content, cancellationToken);
        var path = RawData.PathOf(pipeline, file).ToString();
        await events.PublishAsync(PipelineEventType.RawDataStored, pipeline, batch.BatchId, batch.BatchId, path, cancellationToken: cancellationToken);

        var stored = await definitions.FindAsync(pipeline, cancellationToken);
        if (stored is null)
        {
            logger.NoPipeline(pipeline, path);
        }
        else if ((batch = await check.CheckAsync(stored.Definition, batch, cancellationToken)).State == BatchState.Refused)
        {
            await check.TellAsync(batch, cancellationToken);
        }
        else if (stored.Definition.Retrain.OnData && batch.State == BatchState.Usable && await IsCompleteAsync(stored.Definition, batch, cancellationToken))
        {
            await runs.RequestAsync(durable, RunStarter.ForBatch(batch), cancellationToken);
        }

        return batch;
    }

    /// <summary>Takes in a file that is stored.</summary>
    /// <exception cref="PipelineException">There is no such file.</exception>
    public async Task<Batch> IngestStoredAsync(DurableTaskClient durable, string pipeline, string file, CancellationToken cancellationToken)
    {
        var path = RawData.PathOf(pipeline, file);
        await using var content = await artifacts.OpenAsync(path, cancellationToken)
            ?? throw new PipelineException($"{path} was announced, but it is not there.");
        return await IngestAsync(durable, pipeline, file, content, cancellationToken);
    }

    /// <summary>Takes in every stored file that is no batch yet, and starts the runs that batches of the last day should have got and did not.</summary>
    public async Task IngestNewAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            var known = await batches.ListAsync(pipeline, cancellationToken).ToListAsync(cancellationToken);
            var prefix = $"{pipeline}/";
            await foreach (var path in artifacts.ListAsync(Containers.Raw, prefix, cancellationToken))
            {
                var file = path.Name[prefix.Length..];
                if (!known.Exists(batch => batch.File == file))
                {
                    await IngestStoredAsync(durable, pipeline, file, cancellationToken);
                }
            }

            var since = clock.GetUtcNow() - MadeUpFor;
            if ((await definitions.FindAsync(pipeline, cancellationToken))?.Definition is { Retrain.OnData: true } definition
                && (await sources.MissingAsync(definition, cancellationToken)).Count == 0)
            {
                foreach (var batch in known.Where(batch => batch.Received >= since))
                {
                    if ((await check.CheckAsync(definition, batch, cancellationToken)).State == BatchState.Usable)
                    {
                        await runs.RequestAsync(durable, RunStarter.ForBatch(batch), cancellationToken);
                    }
                }
            }
        }
    }

    private async Task<bool> IsCompleteAsync(PipelineDefinition definition, Batch batch, CancellationToken cancellationToken)
    {
        var missing = await sources.MissingAsync(definition, cancellationToken);
        if (missing.Count > 0)
        {
            logger.Incomplete(definition.Name, batch.File, string.Join(", ", missing.Select(name => name.Length == 0 ? "the pipeline itself" : name)));
        }

        return missing.Count == 0;
    }
}
