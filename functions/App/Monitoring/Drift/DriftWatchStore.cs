using MlFunctions.Storage;

namespace MlFunctions.Monitoring;

/// <summary>Keeps how the served features of versions stand, <c>monitoring/{pipeline}/drift/{version}.json</c>; each changed under its etag only.</summary>
public sealed class DriftWatchStore(IArtifactStore artifacts)
{
    /// <summary>How the features of a version stand, and the etag that was read with it (null: they were never looked at).</summary>
    public Task<(DriftWatch Watch, string? ETag)> ReadAsync(string pipeline, int version, CancellationToken cancellationToken) =>
        artifacts.ReadJsonAsync(PathOf(pipeline, version), DriftWatch.None, cancellationToken);

    /// <summary>Replaces what is still as it was read.</summary>
    public Task<bool> TryReplaceAsync(string pipeline, int version, DriftWatch watch, string? etag, CancellationToken cancellationToken) =>
        artifacts.ReplaceAsync(PathOf(pipeline, version), ArtifactStoreExtensions.ToJson(watch), etag, cancellationToken);

    private static ArtifactPath PathOf(string pipeline, int version) => new(Containers.Monitoring, $"{pipeline}/drift/{version}.json");
}
