using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Deployment;

/// <summary>Reads back the packages of deployed models.</summary>
public sealed class DeployedPackages(ModelRegistryStore registries, IArtifactStore artifacts)
{
    /// <summary>The package of a version; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The package is damaged.</exception>
    public async Task<ModelPackage?> FindAsync(string pipeline, int version, CancellationToken cancellationToken)
    {
        // The registry, not the folder, says which models there are: a package without an entry was never deployed.
        var registry = await registries.ReadAsync(pipeline, cancellationToken);
        var path = ModelRegistryStore.PackageOf(pipeline, version);
        return registry.Find(version) is { } registered && await artifacts.GetAsync(path, cancellationToken) is { } package
            ? ModelPackage.Read(package.Content, path, pipeline, version, registered.PackageHash)
            : null;
    }
}
