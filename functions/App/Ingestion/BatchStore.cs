using System.Runtime.CompilerServices;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>What is known of the raw data of each pipeline: <c>batches/{pipeline}/{batchId}.json</c>.</summary>
public sealed class BatchStore(IArtifactStore artifacts)
{
    /// <summary>The batch, or null where there is none of that id.</summary>
    public Task<Batch?> GetAsync(string pipeline, string batchId, CancellationToken cancellationToken = default) =>
        artifacts.GetJsonAsync<Batch>(PathOf(pipeline, batchId), cancellationToken);

    /// <summary>Every batch, in order of id.</summary>
    public async IAsyncEnumerable<Batch> ListAsync(string pipeline, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var path in artifacts.ListAsync(Containers.Batches, $"{pipeline}/", cancellationToken))
        {
            yield return await artifacts.RequireJsonAsync<Batch>(path, cancellationToken);
        }
    }

    /// <summary>Notes a batch, unless it is known already; what was noted first stays.</summary>
    public Task AddAsync(Batch batch, CancellationToken cancellationToken = default) =>
        artifacts.PutIfAbsentAsync(PathOf(batch.Pipeline, batch.BatchId), ArtifactStoreExtensions.ToJson(batch).ToStream(), cancellationToken);

    private static ArtifactPath PathOf(string pipeline, string batchId) => new(Containers.Batches, $"{pipeline}/{batchId}.json");
}
