using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace MlFunctions.LocalHost.Blobs.Account;

/// <summary>The blobs of a storage account: Azure's, or Azurite. Containers are made when first written to.</summary>
/// <param name="connectionString">The account's connection string.</param>
/// <param name="interval">How long it is left alone between two scans.</param>
/// <param name="clock">The host's clock.</param>
/// <param name="logger">Is told when the account cannot be reached.</param>
/// <exception cref="FormatException">The connection string is none.</exception>
internal sealed class BlobAccount(string connectionString, BlobScanInterval interval, TimeProvider clock, ILogger logger) : IBlobStore
{
    // Without retries: what fails is asked again by the next scan.
    private readonly BlobServiceClient _listed = new(connectionString, new BlobClientOptions { Retry = { MaxRetries = 0 } });

    private readonly ConcurrentDictionary<string, bool> _containers = new(StringComparer.Ordinal);

    // Tells the watch that something was written.
    private volatile Action? _written;

    public BlobServiceClient Account { get; } = new(connectionString);

    /// <summary>Asks the account for anything at all.</summary>
    /// <exception cref="RequestFailedException">Nobody answers; the status is 0.</exception>
    public async Task ReachAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _listed.GetPropertiesAsync(cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status != 0)
        {
            // An answer, if only that this key may not ask.
        }
    }

    public Uri UriOf(string blobPath) => BlobOf(blobPath).Uri;

    public async IAsyncEnumerable<BlobVersion> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parts = prefix.Split('/', 2);
        if (parts.Length == 2)
        {
            await foreach (var version in ListAsync(parts[0], parts[1], cancellationToken))
            {
                yield return version;
            }

            yield break;
        }

        await foreach (var container in _listed.GetBlobContainersAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            await foreach (var version in ListAsync(container.Name, string.Empty, cancellationToken))
            {
                yield return version;
            }
        }
    }

    public async Task<Stream?> OpenReadAsync(string blobPath, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobOf(blobPath).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public async Task<BlobVersion?> FindAsync(string blobPath, CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await BlobOf(blobPath).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return new BlobVersion(blobPath, properties.ContentLength, properties.LastModified.UtcDateTime, properties.ETag.ToString("H"))
            {
                Metadata = properties.Metadata.AsReadOnly(),
            };
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public async Task WriteAsync(string blobPath, Stream content, CancellationToken cancellationToken)
    {
        var blob = BlobOf(blobPath);

        // Before the upload, not after it has failed: the content may be a stream that can be read only once.
        if (!_containers.ContainsKey(blob.BlobContainerName))
        {
            await Account.GetBlobContainerClient(blob.BlobContainerName).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _containers[blob.BlobContainerName] = true;
        }

        await blob.UploadAsync(content, overwrite: true, cancellationToken);
        _written?.Invoke();
    }

    public IBlobWatch Watch(IReadOnlyCollection<string> prefixes)
    {
        var watch = new AccountWatch(this, prefixes, interval.Value, clock, logger);
        _written = watch.Scan;
        return watch;
    }

    private async IAsyncEnumerable<BlobVersion> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The service pages its answers; the enumerator asks for page after page.
        var blobs = _listed.GetBlobContainerClient(container).GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs)
        {
            while (await MoveNextAsync(blobs))
            {
                var properties = blobs.Current.Properties;
                yield return new BlobVersion(
                    $"{container}/{blobs.Current.Name}",
                    properties.ContentLength!.Value,
                    properties.LastModified!.Value.UtcDateTime,
                    properties.ETag!.Value.ToString("H"))
                {
                    Metadata = blobs.Current.Metadata.AsReadOnly(),
                };
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

    private BlobClient BlobOf(string blobPath) => blobPath.Split('/', 2) is [{ Length: > 0 } container, { Length: > 0 } name]
        ? Account.GetBlobContainerClient(container).GetBlobClient(name)
        : throw new ArgumentException($"'{blobPath}' is no path of a blob; it must be container/name.", nameof(blobPath));
}
