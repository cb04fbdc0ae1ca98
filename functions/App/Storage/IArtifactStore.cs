namespace MlFunctions.Storage;

/// <summary>
/// Keeps artifacts. What is written is there whole or not at all, also when the process dies in the middle.
/// Nothing else in the app touches storage.
/// </summary>
internal interface IArtifactStore
{
    /// <summary>The content and etag, or null where there is no such artifact.</summary>
    Task<Artifact?> GetAsync(ArtifactPath path, CancellationToken cancellationToken = default);

    /// <summary>The content as a stream that the caller disposes, or null where there is no such artifact.</summary>
    Task<Stream?> OpenAsync(ArtifactPath path, CancellationToken cancellationToken = default);

    /// <summary>The etag alone, or null where there is no such artifact.</summary>
    Task<string?> GetETagAsync(ArtifactPath path, CancellationToken cancellationToken = default);

    /// <summary>Writes an artifact that does not exist yet.</summary>
    /// <returns>False, and nothing is changed, where it does.</returns>
    Task<bool> PutIfAbsentAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Writes an artifact, whatever was there.</summary>
    Task PutAsync(ArtifactPath path, BinaryData content, CancellationToken cancellationToken = default);

    /// <summary>Replaces an artifact that is still as it was read.</summary>
    /// <param name="path">The artifact.</param>
    /// <param name="content">The new content.</param>
    /// <param name="etag">The etag it must have; null: it must not exist.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed.</param>
    /// <returns>False, and nothing is changed, where it was changed since.</returns>
    Task<bool> ReplaceAsync(ArtifactPath path, BinaryData content, string? etag, CancellationToken cancellationToken = default);

    /// <summary>Writes after what an artifact holds, which is made where it is not there. What is appended at once is there whole or not at all; of several at once, each is.</summary>
    /// <param name="path">The artifact; one that is appended to is written in no other way.</param>
    /// <param name="content">At most 64 MiB.</param>
    /// <param name="cancellationToken">Gives up; the content may or may not have been appended.</param>
    Task AppendAsync(ArtifactPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Deletes an artifact. Nothing happens where there is none.</summary>
    Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken = default);

    /// <summary>The names in a container that start with a prefix, all of them, in ordinal order.</summary>
    IAsyncEnumerable<ArtifactPath> ListAsync(string container, string prefix, CancellationToken cancellationToken = default);
}
