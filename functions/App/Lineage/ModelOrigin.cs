using MlFunctions.Deployment;
using MlFunctions.Training;

namespace MlFunctions.Lineage;

/// <summary>A model and how it was made.</summary>
/// <param name="Version">As answers name it, e.g. <c>dispatch:3</c>.</param>
/// <param name="Serves">Whether it serves now.</param>
/// <param name="Package">The path of its package.</param>
/// <param name="Created">When it was deployed.</param>
/// <param name="Trainer">The algorithm.</param>
/// <param name="Hyperparameters">What the search chose.</param>
/// <param name="Metrics">By name, on the holdout.</param>
/// <param name="Seconds">By stage: how long it took.</param>
/// <param name="Hashes">By part of the package: SHA-256, hexadecimal.</param>
public sealed record ModelOrigin(
    string Version,
    bool Serves,
    string Package,
    DateTimeOffset Created,
    string Trainer,
    IReadOnlyDictionary<string, object?> Hyperparameters,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyDictionary<string, double> Seconds,
    IReadOnlyDictionary<string, string> Hashes)
{
    /// <summary>What the manifest of a deployed model says.</summary>
    public static ModelOrigin Of(ModelManifest manifest, ModelRegistry registry) => new(
        manifest.VersionName,
        registry.Champion == manifest.Version,
        ModelRegistryStore.PackageOf(manifest.Pipeline, manifest.Version!.Value).ToString(),
        manifest.Created,
        manifest.Trainer,
        manifest.Hyperparameters,
        manifest.Metrics,
        manifest.Seconds,
        manifest.Hashes);
}
