using MlFunctions.Storage;

namespace MlFunctions.Tests.Monitoring;

/// <summary>A store whose user dies after so many writes: each is done, and the last of them is never heard of.</summary>
internal sealed class InterruptedStore(IArtifactStore store) : IArtifactStore
{
    private int _left;

    public void DieAfter(int writes) => _left = writes;

    public async Task<bool> ReplaceAsync(ArtifactPath path, BinaryData content, string? etag, CancellationToken cancellationToken = default)
    {
        var isReplaced = await store.ReplaceAsync(path, content, etag, cancellationToken);
        return --_left == 0 ? throw new IOException("The process is gone.") : isReplaced;
    }

    public Task<Artifact?> GetAsync(ArtifactPath path, CancellationToken cancellationToken = default) => store.GetAsync(path, cancellationToken);

    public Task<Stream?> OpenAsync(ArtifactPath path, CancellationToken cancellationToken = default) => store.OpenAsync(path, cancellationToken);

    public Task<string?> GetETagAsync(ArtifactPath path, CancellationToken cancellationToken = default) => store.GetETagAsync(path, cancellationToken);

    public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken = default) => store.DeleteAsync(path, cancellationToken);

    public Task<bool> PutIfAbsentAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken = default) => store.PutIfAbsentAsync(path, content, cancellationToken);

    public Task PutAsync(ArtifactPath path, BinaryData content, CancellationToken cancellationToken = default) => store.PutAsync(path, content, cancellationToken);

    public Task AppendAsync(ArtifactPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => store.AppendAsync(path, content, cancellationToken);

    public IAsyncEnumerable<ArtifactPath> ListAsync(string container, string prefix, CancellationToken cancellationToken = default) => store.ListAsync(container, prefix, cancellationToken);
}
