using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Looks each batch over, compares it with the one before, and keeps the report and the bad rows.</summary>
public sealed class BatchConditions(BatchStore batches, BatchCheck check, PipelineDataReader reader, PreparedBatchStore prepared, FeatureSetStore featureSets)
{
    // Also of a batch that may have no bad row at all, so that people see what is wrong with it.
    private const int LeastQuarantined = 100;

    /// <summary>Reports on a batch. Done again, the first report stays.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="featureSetId">The feature set that the batch goes into.</param>
    /// <param name="read">The batch.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PreparedBatch> ReportAsync(PipelineDefinition definition, string featureSetId, BatchContent read, CancellationToken cancellationToken)
    {
        var (before, reportBefore) = await FindBeforeAsync(definition, read.Batch, read.Source, cancellationToken);
        var report = await featureSets.KeepReportAsync(
            definition.Name, featureSetId, read.Source, ConditionReport.Of(read.Csv, reportBefore) with { ComparedWith = before?.BatchId }, cancellationToken);

        var accepted = (int)(definition.Ingestion.MaxBadRows * (read.Csv.Table.Rows + read.Csv.BadRows));
        var kept = Math.Min(Math.Max(accepted, LeastQuarantined), read.Csv.Bad.Count);
        if (kept > 0)
        {
            await featureSets.WriteQuarantineAsync(
                definition.Name, featureSetId, read.Source, stream => QuarantineFile.Write(read.File, read.Csv.Bad.Take(kept), stream), cancellationToken);
        }

        var result = new PreparedBatch(read.Batch.BatchId, featureSetId, read.Source, Drifted(definition, read.Source, report), kept, read.Refusal(definition.Ingestion));
        await prepared.PutAsync(definition.Name, result, cancellationToken);
        return result;
    }

    /// <summary>Notes that a batch cannot be used at all, and why.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="featureSetId">The feature set that it would have gone into.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="isTold">Whether somebody else tells of it: a run that fails.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RefuseAsync(PipelineDefinition definition, string featureSetId, Batch batch, string why, bool isTold, CancellationToken cancellationToken)
    {
        var source = SourceBatches.SourceOf(definition, batch.File);
        await prepared.PutAsync(definition.Name, new PreparedBatch(batch.BatchId, featureSetId, source, [], 0, why), cancellationToken);
        await check.RefuseAsync(definition, batch, why, cancellationToken, isTold);
    }

    /// <summary>Reports on the batches that came before one and that no run has worked from, oldest first, so that each is compared with the one before it.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="last">The batch.</param>
    /// <param name="cancellationToken">Gives up; what is reported on by then stays.</param>
    public async Task<IReadOnlyList<PreparedBatch>> CatchUpAsync(PipelineDefinition definition, Batch last, CancellationToken cancellationToken)
    {
        var earlier = await batches.ListAsync(definition.Name, cancellationToken)
            .Where(batch => batch.Received < last.Received && batch.State == BatchState.Usable)
            .ToListAsync(cancellationToken);
        var caughtUp = new List<PreparedBatch>();
        foreach (var batch in earlier.OrderBy(batch => batch.Received))
        {
            if (await prepared.FindAsync(definition.Name, batch.BatchId, cancellationToken) is not null)
            {
                continue;
            }

            var source = SourceBatches.SourceOf(definition, batch.File);

            // What it would be of alone; a run that works from it says otherwise.
            var featureSetId = FeatureSetId.Of(definition, new BatchSet(batch, new Dictionary<string, Batch>(StringComparer.Ordinal)));
            try
            {
                await using var read = await reader.ReadAsync(definition, batch, source, cancellationToken);
                var looked = await ReportAsync(definition, featureSetId, read, cancellationToken);
                caughtUp.Add(looked);
                if (looked.Refusal is { } refusal)
                {
                    await check.RefuseAsync(definition, batch, refusal, cancellationToken);
                }
            }
            catch (PipelineException exception)
            {
                // What its own run would have failed with; it does not concern the batch that comes after.
                await RefuseAsync(definition, featureSetId, batch, exception.Message, isTold: false, cancellationToken);
            }
        }

        return caughtUp;
    }

    /// <summary>Time goes on in every batch, so dates are not among the columns that drift.</summary>
    private static DriftedColumn[] Drifted(PipelineDefinition definition, string? source, ConditionReport report)
    {
        var looked = definition.Features.Where(f => f.Source == source && f.Type != FeatureType.Instant).Select(f => f.Name)
            .Concat(source is null ? definition.TargetColumns.Select(t => t.Name) : [])
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. report.Columns
                .Where(column => looked.Contains(column.Name) && column.Drift?.Exceeds(definition.Ingestion.DriftThreshold) == true)
                .Select(column => new DriftedColumn(column.Name, column.Drift!.Index)),
        ];
    }

    /// <summary>The batch of the same kind that came last before this one, was prepared and not refused.</summary>
    private async Task<(Batch? Batch, ConditionReport? Report)> FindBeforeAsync(PipelineDefinition definition, Batch batch, string? source, CancellationToken cancellationToken)
    {
        var earlier = await batches.ListAsync(definition.Name, cancellationToken)
            .Where(other => other.Received < batch.Received && other.State != BatchState.Refused && !other.IsBeginning && SourceBatches.SourceOf(definition, other.File) == source)
            .ToListAsync(cancellationToken);
        foreach (var candidate in earlier.OrderByDescending(other => other.Received))
        {
            if (await prepared.FindAsync(definition.Name, candidate.BatchId, cancellationToken) is { Refusal: null } found
                && await featureSets.FindReportAsync(definition.Name, found.FeatureSetId, found.Source, cancellationToken) is { } report)
            {
                return (candidate, report);
            }
        }

        return (null, null);
    }
}
