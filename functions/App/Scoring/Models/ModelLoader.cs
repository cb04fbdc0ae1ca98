using MlFunctions.Deployment;
using MlFunctions.Learning;
using MlFunctions.Monitoring;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Scoring;

/// <summary>Makes a model that answers of a stored package.</summary>
public sealed class ModelLoader(IArtifactStore artifacts, ModelRegistryStore registries, TrainerCatalog trainers, TransformCatalog transforms, ModelMeters meters, TimeProvider clock)
{
    /// <summary>Reads, verifies and warms a version. What holds the model alone keeps it in memory.</summary>
    /// <exception cref="InvalidDataException">The package is missing, is not whole, or holds a model that cannot be read or cannot predict.</exception>
    public async Task<ServedModel> LoadAsync(string pipeline, int version, CancellationToken cancellationToken)
    {
        var path = ModelRegistryStore.PackageOf(pipeline, version);
        var artifact = await artifacts.GetAsync(path, cancellationToken)
            ?? throw new InvalidDataException($"The registry of '{pipeline}' names version {version}, but {path} is missing.");
        var registered = (await registries.ReadAsync(pipeline, cancellationToken)).Find(version);
        var package = ModelPackage.Read(artifact.Content, path, pipeline, version, registered?.PackageHash);
        try
        {
            var model = LoadedModel.Load(package, trainers, transforms);
            var condition = package.Condition.IsEmpty ? null : ArtifactStoreExtensions.FromJson<ConditionReport>(new BinaryData(package.Condition), path);
            return new ServedModel(model, meters.Of(model, condition), clock);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Also what a model throws when it is warmed: one that cannot predict is no use, whatever it throws.
            throw new InvalidDataException($"The model package {path} cannot be used: {exception.Message}", exception);
        }
    }
}
