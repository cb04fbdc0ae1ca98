using Microsoft.Extensions.Logging;
using MlFunctions.Events;

namespace MlFunctions.Scoring;

/// <summary>Writes to the read model without depending on it: what it cannot take while it is away is noted, and shown once it is back.</summary>
public sealed class ReadModelProjection(IReadModel readModel, ReadModelGap gap, EventStream events, ILogger<ReadModelProjection> logger)
{
    private int _isAway;

    /// <summary>Shows a batch as waiting, where that can be done now; it will have its scores before long in any case.</summary>
    public async Task AcceptAsync(BatchEntry waiting)
    {
        try
        {
            await readModel.AcceptAsync(waiting);
            NoteBack();
        }
        catch (ReadModelAwayException exception)
        {
            NoteAway(exception);
        }
    }

    /// <summary>Shows batches whose scores are kept: now, or when the read model is back.</summary>
    public async Task ShowAsync(IReadOnlyList<BatchEntry> ended)
    {
        try
        {
            await readModel.ShowAsync(ended);
            NoteBack();
            await events.TellAsync([.. ended.Select(batch => new PushedEvent(batch.Pipeline, PushedBatch.EventName, Id: null, batch.BatchId, $$"""{"batchId":"{{batch.BatchId}}"}"""))]);
        }
        catch (ReadModelAwayException exception)
        {
            NoteAway(exception);
            await gap.OpenAsync(ended.Min(batch => batch.Created));
        }
    }

    /// <summary>A batch that is known; null where none is, or where that cannot be told now.</summary>
    public async Task<BatchEntry?> TryFindAsync(string pipeline, string batchId)
    {
        try
        {
            return await readModel.FindAsync(pipeline, batchId);
        }
        catch (ReadModelAwayException)
        {
            return null;
        }
    }

    // Said once an outage, not once a batch.
    private void NoteAway(ReadModelAwayException exception)
    {
        if (Interlocked.Exchange(ref _isAway, 1) == 0)
        {
            logger.ReadModelAway(exception);
        }
    }

    private void NoteBack()
    {
        if (Volatile.Read(ref _isAway) == 1 && Interlocked.Exchange(ref _isAway, 0) == 1)
        {
            logger.ReadModelBack();
        }
    }
}
