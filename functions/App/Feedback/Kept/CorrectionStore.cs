using System.Runtime.CompilerServices;
using MlFunctions.Storage;

namespace MlFunctions.Feedback;

/// <summary>Keeps corrections, <c>feedback/{pipeline}/batches/{batchId}.json</c>, and their count, <c>feedback/{pipeline}/tally.json</c>; each changed under its etag only.</summary>
public sealed class CorrectionStore(IArtifactStore artifacts)
{
    /// <summary>The corrections of a batch, and the etag they were read with; null: there are none yet.</summary>
    public Task<(CorrectedBatch? Batch, string? ETag)> FindAsync(string pipeline, string batchId, CancellationToken cancellationToken) =>
        artifacts.ReadJsonAsync(PathOf(pipeline, batchId), (CorrectedBatch?)null, cancellationToken);

    /// <summary>Every batch that has corrections.</summary>
    public async IAsyncEnumerable<CorrectedBatch> ListAsync(string pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var path in artifacts.ListAsync(Containers.Feedback, $"{pipeline}/batches/", cancellationToken))
        {
            yield return await artifacts.RequireJsonAsync<CorrectedBatch>(path, cancellationToken);
        }
    }

    /// <summary>The count, and the etag it was read with.</summary>
    public Task<(CorrectionTally Tally, string? ETag)> ReadTallyAsync(string pipeline, CancellationToken cancellationToken) =>
        artifacts.ReadJsonAsync(TallyOf(pipeline), CorrectionTally.Empty, cancellationToken);

    /// <summary>Replaces the corrections of a batch that are still as they were read.</summary>
    public Task<bool> TryReplaceAsync(string pipeline, CorrectedBatch batch, string? etag, CancellationToken cancellationToken) =>
        artifacts.ReplaceAsync(PathOf(pipeline, batch.BatchId), ArtifactStoreExtensions.ToJson(batch), etag, cancellationToken);

    /// <summary>Replaces a count that is still as it was read.</summary>
    public Task<bool> TryReplaceAsync(string pipeline, CorrectionTally tally, string? etag, CancellationToken cancellationToken) =>
        artifacts.ReplaceAsync(TallyOf(pipeline), ArtifactStoreExtensions.ToJson(tally), etag, cancellationToken);

    private static ArtifactPath PathOf(string pipeline, string batchId) => new(Containers.Feedback, $"{pipeline}/batches/{batchId}.json");

    private static ArtifactPath TallyOf(string pipeline) => new(Containers.Feedback, $"{pipeline}/tally.json");
}
