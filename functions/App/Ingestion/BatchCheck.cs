using Microsoft.Extensions.Logging;
using MlFunctions.Events;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>Checks whether a batch can be used by a definition: its file is there and its header has every column. What is in its rows is found out when it is prepared.</summary>
public sealed class BatchCheck(BatchStore batches, IArtifactStore artifacts, EventPublisher events, TimeProvider clock, ILogger<BatchCheck> logger)
{
    /// <summary>What is wrong with the beginning of a file, by column; empty: nothing is.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="file">The file's name, which says whether it is of a source.</param>
    /// <param name="head">The first bytes.</param>
    /// <param name="isWhole">Whether they are all.</param>
    public static IReadOnlyList<CsvFault> Faults(PipelineDefinition definition, string file, ReadOnlySpan<byte> head, bool isWhole)
    {
        var source = SourceBatches.SourceOf(definition, file);
        var schema = source is null ? PipelineSchema.Of(definition) : PipelineSchema.Of(definition, definition.Sources.First(s => s.Name == source));
        return CsvHead.Faults(file, CsvText.Head(head, definition.Ingestion.Encoding), isWhole, schema, PipelineSchema.Options(definition, schema, source is not null));
    }

    /// <summary>Checks a batch, unless it was checked by the same; where it turns out to be unusable that is noted and told.</summary>
    /// <returns>The batch as it is now.</returns>
    public async Task<Batch> CheckAsync(PipelineDefinition definition, Batch batch, CancellationToken cancellationToken)
    {
        if (batch.State is BatchState.Superseded or BatchState.Deleted)
        {
            return batch;
        }

        var hash = FeatureSetId.HashOfReading(definition);
        await using var content = await artifacts.OpenAsync(RawData.PathOf(batch.Pipeline, batch.File), cancellationToken);
        if (content is null)
        {
            return await RefuseAsync(definition, batch, "the file is gone", cancellationToken);
        }

        if (batch.CheckedBy == hash)
        {
            return batch;
        }

        var head = new byte[CsvHead.Length];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (Faults(definition, batch.File, head.AsSpan(0, length), length < head.Length) is { Count: > 0 } faults)
        {
            return await RefuseAsync(definition, batch, string.Join("; ", faults), cancellationToken);
        }

        return await AcceptAsync(definition, batch, cancellationToken);
    }

    /// <summary>Notes that a batch can be used by a definition.</summary>
    public async Task<Batch> AcceptAsync(PipelineDefinition definition, Batch batch, CancellationToken cancellationToken)
    {
        var hash = FeatureSetId.HashOfReading(definition);
        var (accepted, _) = await batches.ChangeAsync(batch.Pipeline, batch.BatchId, now => now.State switch
        {
            BatchState.Usable => now with { CheckedBy = hash },
            BatchState.Refused => now with { State = BatchState.Usable, Reason = null, Since = clock.GetUtcNow(), CheckedBy = hash },
            _ => now,
        }, cancellationToken);
        return accepted;
    }

    /// <summary>Notes that a batch cannot be used by a definition, and tells of it.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="why">What is wrong with its file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isTold">Whether somebody else tells of it: a run that fails.</param>
    public async Task<Batch> RefuseAsync(PipelineDefinition definition, Batch batch, string why, CancellationToken cancellationToken, bool isTold = false)
    {
        var hash = FeatureSetId.HashOfReading(definition);
        var (refused, isChanged) = await batches.ChangeAsync(batch.Pipeline, batch.BatchId, now => now.State switch
        {
            BatchState.Usable => now with { State = BatchState.Refused, Reason = why, Since = clock.GetUtcNow(), CheckedBy = hash },
            BatchState.Refused => now with { Reason = why, CheckedBy = hash },
            _ => now,
        }, cancellationToken);
        if (isChanged && !isTold && refused.State == BatchState.Refused)
        {
            await TellAsync(refused, cancellationToken);
        }

        return refused;
    }

    /// <summary>Tells that a batch is refused. Told again, it is the same event.</summary>
    public async Task TellAsync(Batch refused, CancellationToken cancellationToken)
    {
        logger.Refused(refused.Pipeline, refused.Path, refused.Reason!);
        await events.PublishAsync(PipelineEventType.DatasetRefused, refused.Pipeline, refused.BatchId, refused.BatchId, $"{refused.Path}: {refused.Reason}", cancellationToken: cancellationToken);
    }
}
