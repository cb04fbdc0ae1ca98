using MlFunctions.Feedback;
using MlFunctions.Pipelines;
using MlFunctions.Training;

namespace MlFunctions.Monitoring;

/// <summary>
/// Counts what turned out to be true towards the figures of the version that predicted it, whichever serves now. The work is in proportion
/// to what is new; done again, by another instance or at once by several, it comes to the same.
/// </summary>
public sealed class OutcomeCounting(OutcomeStore store, CorrectionStore corrections)
{
    /// <summary>Counts what is new in batches.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="batches">Batches whose corrections are kept.</param>
    /// <param name="revert">Over how many outcomes the champion is judged; null: it is not.</param>
    /// <param name="cancellationToken">Gives up; to be done again.</param>
    public async Task CountAsync(string pipeline, IEnumerable<CorrectedBatch> batches, RevertDefinition? revert, CancellationToken cancellationToken)
    {
        foreach (var version in batches.GroupBy(batch => ModelManifest.NumberOf(batch.ModelVersion)))
        {
            if (version.Key is { } number)
            {
                await CountAsync(pipeline, number, [.. version.Select(batch => batch.BatchId)], revert?.Outcomes ?? RevertDefinition.UsualOutcomes, cancellationToken);
            }
        }
    }

    private async Task CountAsync(string pipeline, int version, IReadOnlyList<string> batchIds, int kept, CancellationToken cancellationToken)
    {
        var counted = await CountNewAsync(pipeline, version, batchIds, kept, cancellationToken);
        var unsettled = batchIds.Where(counted.Unsettled.ContainsKey).ToDictionary(batch => batch, batch => counted.Unsettled[batch], StringComparer.Ordinal);
        foreach (var (batch, rows) in unsettled)
        {
            await NoteAsync(pipeline, batch, rows, cancellationToken);
        }

        if (unsettled.Count > 0)
        {
            await SettleAsync(pipeline, version, unsettled, cancellationToken);
        }
    }

    private async Task<VersionOutcomes> CountNewAsync(string pipeline, int version, IReadOnlyList<string> batchIds, int kept, CancellationToken cancellationToken)
    {
        while (true)
        {
            // In this order: what another has noted with a batch since these were read, it has changed these for.
            var (outcomes, etag) = await store.ReadAsync(pipeline, version, cancellationToken);
            var counted = outcomes;
            foreach (var batchId in batchIds)
            {
                if (await corrections.FindAsync(pipeline, batchId, cancellationToken) is ({ } batch, _))
                {
                    counted = counted.With(batch, kept);
                }
            }

            if (ReferenceEquals(counted, outcomes) || await store.TryReplaceAsync(pipeline, version, counted, etag, cancellationToken))
            {
                return counted;
            }
        }
    }

    private async Task NoteAsync(string pipeline, string batchId, IReadOnlyDictionary<string, CountedTruth> rows, CancellationToken cancellationToken)
    {
        while (await corrections.FindAsync(pipeline, batchId, cancellationToken) is ({ } batch, var etag))
        {
            var noted = batch.Note(rows);
            if (ReferenceEquals(noted, batch) || await corrections.TryReplaceAsync(pipeline, noted, etag, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task SettleAsync(
        string pipeline, int version, IReadOnlyDictionary<string, IReadOnlyDictionary<string, CountedTruth>> noted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (outcomes, etag) = await store.ReadAsync(pipeline, version, cancellationToken);
            var settled = outcomes.Settle(noted);
            if (ReferenceEquals(settled, outcomes) || await store.TryReplaceAsync(pipeline, version, settled, etag, cancellationToken))
            {
                return;
            }
        }
    }
}
