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

    /// <summary>Changes what is known of a batch, from what it is now.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="batchId">A batch that is known.</param>
    /// <param name="change">Gives the batch as it is to be; called again where it was changed meanwhile.</param>
    /// <param name="cancellationToken">Gives up; the change may or may not have been made.</param>
    /// <returns>The batch as it is now, and whether this call changed it.</returns>
    public async Task<(Batch Batch, bool IsChanged)> ChangeAsync(string pipeline, string batchId, Func<Batch, Batch> change, CancellationToken cancellationToken)
    {
        var path = PathOf(pipeline, batchId);
        while (true)
        {
            var artifact = await artifacts.GetAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
            var before = ArtifactStoreExtensions.FromJson<Batch>(artifact.Content, path);
            var after = change(before);
            if (after == before || await artifacts.ReplaceAsync(path, ArtifactStoreExtensions.ToJson(after), artifact.ETag, cancellationToken))
            {
                return (after, after != before);
            }
        }
    }

    private static ArtifactPath PathOf(string pipeline, string batchId) => new(Containers.Batches, $"{pipeline}/{batchId}.json");
}
