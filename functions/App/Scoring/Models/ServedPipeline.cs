using MlFunctions.Deployment;
using MlFunctions.Pipelines;

namespace MlFunctions.Scoring;

/// <summary>A pipeline as requests meet it: its definition and, once one is deployed, the models that see requests. Immutable; replaced whole.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="DefinitionHash">The definition's version.</param>
/// <param name="RegistryETag">The version of the registry that the models were chosen by.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Champion">The model that answers; null: none yet.</param>
public sealed record ServedPipeline(
    PipelineDefinition Definition,
    string DefinitionHash,
    string? RegistryETag,
    ModelRegistry Registry,
    ServedModel? Champion)
{
    /// <summary>The model that answers some requests in the champion's place, and how many of a hundred; null: none.</summary>
    public ServedCanary? Canary { get; init; }

    /// <summary>The models that score every request without answering.</summary>
    public IReadOnlyList<ServedModel> Shadows { get; init; } = [];

    /// <summary>The models that answer where the champion is past its deadline, in order; empty where the definition has no deadline.</summary>
    public IReadOnlyList<ServedModel> Fallbacks { get; init; } = [];

    /// <summary>The loaded model of a version, or null.</summary>
    public ServedModel? Find(int version) => Loaded.FirstOrDefault(model => model.Manifest.Version == version);

    private IEnumerable<ServedModel> Loaded => new[] { Champion, Canary?.Model }.OfType<ServedModel>().Concat(Shadows).Concat(Fallbacks);
}
