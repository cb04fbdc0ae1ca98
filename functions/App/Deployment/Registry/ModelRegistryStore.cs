using MlFunctions.Storage;

namespace MlFunctions.Deployment;

/// <summary>Reads and changes the registries of models, <c>models/{pipeline}/registry.json</c>; each change holds only if nobody else changed it meanwhile.</summary>
public sealed class ModelRegistryStore(IArtifactStore artifacts)
{
    /// <summary>Where the registry of a pipeline is.</summary>
    public static ArtifactPath PathOf(string pipeline) => new(Containers.Models, $"{pipeline}/registry.json");

    /// <summary>Where a version's package is.</summary>
    public static ArtifactPath PackageOf(string pipeline, int version) => new(Containers.Models, $"{pipeline}/{version}.zip");

    /// <summary>The registry as it is now.</summary>
    public async Task<ModelRegistry> ReadAsync(string pipeline, CancellationToken cancellationToken = default) =>
        (await ReadWithETagAsync(pipeline, cancellationToken)).Registry;

    /// <summary>The registry and the etag of the file it was read from (null: there is none yet).</summary>
    public Task<(ModelRegistry Registry, string? ETag)> ReadWithETagAsync(string pipeline, CancellationToken cancellationToken = default) =>
        artifacts.ReadJsonAsync(PathOf(pipeline), ModelRegistry.Empty, cancellationToken);

    /// <summary>Changes the registry if it is still as it was read.</summary>
    /// <returns>False, and nothing is changed, where it was changed since.</returns>
    public Task<bool> TryReplaceAsync(string pipeline, ModelRegistry registry, string? etag, CancellationToken cancellationToken = default) =>
        artifacts.ReplaceAsync(PathOf(pipeline), ArtifactStoreExtensions.ToJson(registry), etag, cancellationToken);
}
