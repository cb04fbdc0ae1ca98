using System.Text;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Reads back the definition that a run was started with.</summary>
internal sealed class RunDefinition(IArtifactStore artifacts, DefinitionParser parser)
{
    /// <summary>Where the plan of a run is kept, with its definition.</summary>
    public static ArtifactPath PathOf(string pipeline, string runId) => new(Containers.Runs, $"{pipeline}/{runId}/plan.json");

    /// <summary>The definition that the run was started with.</summary>
    public async Task<PipelineDefinition> GetAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var planned = await artifacts.RequireJsonAsync<PlannedRun>(PathOf(plan.Pipeline, plan.RunId), cancellationToken);
        return parser.Parse(Encoding.UTF8.GetBytes(planned.Definition));
    }
}
