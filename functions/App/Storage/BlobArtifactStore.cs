using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MlFunctions.Storage;

/// <summary>Artifacts in a storage account: Azure's, or Azurite. Containers are made when first written to.</summary>
internal sealed class BlobArtifactStore(BlobServiceClient account) : IArtifactStore
{
    /// <summary>How an account is spoken to: tried again twice within a second or two. Requests then say that it is away, and runs wait by their own policy.</summary>
    public static BlobClientOptions Options => new()
    {
        Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1), NetworkTimeout = TimeSpan.FromSeconds(30) },
    };

    private readonly ConcurrentDictionary<string, bool> _containers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<Artifact?> GetAsync(ArtifactPath path, CancellationToken cancellationToken = default)
    {
        try
        {
            var download = await BlobOf(path).DownloadContentAsync(cancellationToken);
            return new Artifact(download.Value.Content, download.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(ArtifactPath path, CancellationToken cancellationToken = default)
    {
        try
        {
            return await BlobOf(path).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<string?> GetETagAsync(ArtifactPath path, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await BlobOf(path).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ETag.ToString();
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<bool> PutIfAbsentAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken = default) =>
        UploadAsync(path, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);

    /// <inheritdoc/>
    public Task PutAsync(ArtifactPath path, BinaryData content, CancellationToken cancellationToken = default) =>
        UploadAsync(path, content.ToStream(), conditions: null, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(ArtifactPath path, BinaryData content, string? etag, CancellationToken cancellationToken = default) =>
        UploadAsync(
            path,
            content.ToStream(),
            etag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(etag) },
            cancellationToken);

    /// <inheritdoc/>
    public async Task AppendAsync(ArtifactPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var blob = account.GetBlobContainerClient(path.Container).GetAppendBlobClient(path.Name);
        while (true)
        {
            try
            {
                using var block = new BinaryData(content).ToStream();
                await blob.AppendBlockAsync(block, cancellationToken: cancellationToken);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                await EnsureContainerAsync(path.Container, cancellationToken);
                await blob.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken = default)
    {
        try
        {
            await BlobOf(path).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nor is anything in it.
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArtifactPath> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The service pages its answers; the enumerator asks for page after page.
        var blobs = account.GetBlobContainerClient(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs)
        {
            while (await MoveNextAsync(blobs))
            {
                yield return new ArtifactPath(container, blobs.Current.Name);
            }
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    private BlobClient BlobOf(ArtifactPath path) => account.GetBlobContainerClient(path.Container).GetBlobClient(path.Name);

    private async Task EnsureContainerAsync(string container, CancellationToken cancellationToken)
    {
        if (!_containers.ContainsKey(container))
        {
            await account.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _containers[container] = true;
        }
    }

    private async Task<bool> UploadAsync(ArtifactPath path, Stream content, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        // Before the upload, not after it has failed: the content may be a stream that can be read only once.
        await EnsureContainerAsync(path.Container, cancellationToken);
        try
        {
            await BlobOf(path).UploadAsync(content, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (conditions is not null
            && (exception.ErrorCode == BlobErrorCode.BlobAlreadyExists || exception.ErrorCode == BlobErrorCode.ConditionNotMet))
        {
            return false;
        }
    }
}
