using System.Runtime.CompilerServices;
using MlFunctions.Storage;

namespace MlFunctions.Preparation;

/// <summary>Keeps what came of each batch, <c>features/{pipeline}/batches/{batchId}.json</c>; written after all that it tells of.</summary>
public sealed class PreparedBatchStore(IArtifactStore artifacts)
{
    /// <summary>What came of a batch; null where it has not been prepared yet.</summary>
    public Task<PreparedBatch?> FindAsync(string pipeline, string batchId, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<PreparedBatch>(PathOf(pipeline, batchId), cancellationToken);

    /// <summary>Keeps what came of a batch; what came of it before is forgotten.</summary>
    public Task PutAsync(string pipeline, PreparedBatch prepared, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(PathOf(pipeline, prepared.BatchId), prepared, cancellationToken);

    /// <summary>Every batch that has been prepared, in order of id.</summary>
    public async IAsyncEnumerable<PreparedBatch> ListAsync(string pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var path in artifacts.ListAsync(Containers.Features, $"{pipeline}/batches/", cancellationToken))
        {
            yield return await artifacts.RequireJsonAsync<PreparedBatch>(path, cancellationToken);
        }
    }

    private static ArtifactPath PathOf(string pipeline, string batchId) => new(Containers.Features, $"{pipeline}/batches/{batchId}.json");
}
