using System.Globalization;
using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Monitoring;

/// <summary>Keeps the outcomes of versions, <c>monitoring/{pipeline}/outcomes/{version}.json</c>; each changed under its etag only.</summary>
internal sealed class OutcomeStore(IArtifactStore artifacts)
{
    /// <summary>The number in a version's name, such as <c>dispatch:3</c>; null: it is no such name.</summary>
    public static int? NumberOf(string modelVersion) =>
        int.TryParse(modelVersion.AsSpan(modelVersion.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>The outcomes of a version, and the etag they were read with (null: there are none yet).</summary>
    public async Task<(VersionOutcomes Outcomes, string? ETag)> ReadAsync(string pipeline, int version, CancellationToken cancellationToken)
    {
        var path = PathOf(pipeline, version);
        return await artifacts.GetAsync(path, cancellationToken) is { } artifact
            ? (ArtifactStoreExtensions.FromJson<VersionOutcomes>(artifact.Content, path), artifact.ETag)
            : (VersionOutcomes.None, null);
    }

    /// <summary>Replaces the outcomes of a version that are still as they were read.</summary>
    public Task<bool> TryReplaceAsync(string pipeline, int version, VersionOutcomes outcomes, string? etag, CancellationToken cancellationToken) =>

        // Written with every correction, so without the indentation that artifacts have for people.
        artifacts.ReplaceAsync(PathOf(pipeline, version), new BinaryData(JsonSerializer.SerializeToUtf8Bytes(outcomes, AppJson.Web)), etag, cancellationToken);

    private static ArtifactPath PathOf(string pipeline, int version) => new(Containers.Monitoring, $"{pipeline}/outcomes/{version}.json");
}
