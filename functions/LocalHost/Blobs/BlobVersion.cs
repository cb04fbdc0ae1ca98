namespace MlFunctions.LocalHost.Blobs;

/// <summary>A blob as it is now. Its etag changes with every write, as a storage account's does, even when the bytes do not.</summary>
/// <param name="Path">Container and name: <c>raw/dispatch/2024.csv</c>.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="LastModified">When it was written, UTC.</param>
/// <param name="ETag">In quotes as HTTP has it; opaque.</param>
internal readonly record struct BlobVersion(string Path, long Length, DateTime LastModified, string ETag)
{
    /// <summary>What is kept of a blob of an account beside its content; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public string Container => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    public string Name => Path[(Path.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
