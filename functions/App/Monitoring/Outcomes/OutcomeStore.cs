using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Monitoring;

/// <summary>Keeps the outcomes of versions, <c>monitoring/{pipeline}/outcomes/{version}.json</c>; each changed under its etag only.</summary>
public sealed class OutcomeStore(IArtifactStore artifacts)
{
    /// <summary>The outcomes of a version, and the etag they were read with (null: there are none yet).</summary>
    public Task<(VersionOutcomes Outcomes, string? ETag)> ReadAsync(string pipeline, int version, CancellationToken cancellationToken) =>
        artifacts.ReadJsonAsync(PathOf(pipeline, version), VersionOutcomes.None, cancellationToken);

    /// <summary>Replaces the outcomes of a version that are still as they were read.</summary>
    public Task<bool> TryReplaceAsync(string pipeline, int version, VersionOutcomes outcomes, string? etag, CancellationToken cancellationToken) =>

        // Written with every correction, so without the indentation that artifacts have for people.
        artifacts.ReplaceAsync(PathOf(pipeline, version), new BinaryData(JsonSerializer.SerializeToUtf8Bytes(outcomes, AppJson.Web)), etag, cancellationToken);

    private static ArtifactPath PathOf(string pipeline, int version) => new(Containers.Monitoring, $"{pipeline}/outcomes/{version}.json");
}
