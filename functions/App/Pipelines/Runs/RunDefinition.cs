using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Reads back the definition that a run was started with.</summary>
internal sealed class RunDefinition(IArtifactStore artifacts, DefinitionParser parser)
{
    /// <summary>Where the definition of a run is kept.</summary>
    public static ArtifactPath PathOf(RunPlan plan) => plan.Artifact("definition.json");

    /// <summary>The definition that the run was started with.</summary>
    public async Task<PipelineDefinition> GetAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var path = PathOf(plan);
        var artifact = await artifacts.GetAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        return parser.Parse(artifact.Content);
    }
}
