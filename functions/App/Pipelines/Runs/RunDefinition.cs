using System.Text;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Reads back the definition that a run was started with.</summary>
public sealed class RunDefinition(IArtifactStore artifacts, DefinitionParser parser)
{
    /// <summary>Where the plan of a run is kept, with its definition.</summary>
    public static ArtifactPath PathOf(string pipeline, string runId) => new(Containers.Runs, $"{pipeline}/{runId}/plan.json");

    /// <summary>Where the plan of a run is kept; null where no run is named like this.</summary>
    public static ArtifactPath? PathOf(string runId) =>
        RunStarter.PipelineOf(runId) is { } pipeline && ArtifactPath.IsValid(runId) && !runId.Contains('/', StringComparison.Ordinal) ? PathOf(pipeline, runId) : null;

    /// <summary>The JSON that a run was started with, as it was stored; null where there is no such run, or it has no plan yet.</summary>
    public async Task<string?> FindJsonAsync(string runId, CancellationToken cancellationToken) =>
        PathOf(runId) is { } path ? (await artifacts.GetJsonAsync<PlannedRun>(path, cancellationToken))?.Definition : null;

    /// <summary>The definition that the run was started with.</summary>
    public async Task<PipelineDefinition> GetAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var planned = await artifacts.RequireJsonAsync<PlannedRun>(PathOf(plan.Pipeline, plan.RunId), cancellationToken);
        return parser.Parse(Encoding.UTF8.GetBytes(planned.Definition));
    }
}
