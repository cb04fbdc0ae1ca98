using MlFunctions.Pipelines;

namespace MlFunctions.Scoring;

/// <summary>A pipeline as requests meet it: its definition and, once one is deployed, its champion. Immutable; replaced whole.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="DefinitionHash">The definition's version.</param>
/// <param name="RegistryETag">The version of the registry that the champion was read from.</param>
/// <param name="Champion">The model that answers; null: none yet.</param>
internal sealed record ServedPipeline(PipelineDefinition Definition, string DefinitionHash, string? RegistryETag, ServedModel? Champion);
