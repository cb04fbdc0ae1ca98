using Microsoft.Azure.Functions.Worker;
using MlFunctions.Ingestion;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>The first activity of a run: fixes the definition and the raw data that all later stages work from.</summary>
internal sealed class PlanRun(DefinitionStore definitions, SourceBatches sources, IArtifactStore artifacts)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PlanRun);

    /// <summary>Makes the plan of a run.</summary>
    /// <exception cref="PipelineException">There is no such pipeline or batch, or the definition has faults.</exception>
    [Function(Name)]
    public async Task<RunPlan> RunAsync([ActivityTrigger] RunToPlan run, CancellationToken cancellationToken)
    {
        var stored = await definitions.GetAsync(run.Request.Pipeline, cancellationToken);
        var set = await sources.RequireAsync(stored.Definition, run.Request.BatchId, cancellationToken);
        var plan = new RunPlan(run.RunId, run.Request.Pipeline, set.Main.BatchId, stored.Hash, [.. stored.Definition.Candidates.Select(c => c.Trainer)])
        {
            Sources = set.SourceIds,
        };

        // Run again, it gives the plan that it made first, whatever has been changed since.
        var path = RunDefinition.PathOf(run.Request.Pipeline, run.RunId);
        var planned = new PlannedRun(plan, stored.Json.ToString());
        return await artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(planned).ToStream(), cancellationToken)
            ? plan
            : (await artifacts.RequireJsonAsync<PlannedRun>(path, cancellationToken)).Plan;
    }
}
