using Azure.Storage.Blobs;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Where blobs are: a folder or a storage account. A blob's path is its container and name: <c>raw/dispatch/2024.csv</c>.</summary>
internal interface IBlobStore
{
    /// <summary>The account, for parameters that are its clients; null for a folder.</summary>
    BlobServiceClient? Account { get; }

    /// <summary>The address of a blob.</summary>
    Uri UriOf(string blobPath);

    /// <summary>The blobs whose path begins with a prefix, in order.</summary>
    IAsyncEnumerable<BlobVersion> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>A blob as it is now, or null when there is none.</summary>
    Task<BlobVersion?> FindAsync(string blobPath, CancellationToken cancellationToken);

    /// <summary>Opens a blob, or gives null when there is none.</summary>
    Task<Stream?> OpenReadAsync(string blobPath, CancellationToken cancellationToken);

    /// <summary>Writes a blob, replacing the one that is there; its watch sees it at once.</summary>
    Task WriteAsync(string blobPath, Stream content, CancellationToken cancellationToken);

    /// <summary>Begins to watch the blobs whose paths begin with one of some prefixes; a store is watched once.</summary>
    IBlobWatch Watch(IReadOnlyCollection<string> prefixes);
}
