using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Ingestion;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>The first activity of a run: fixes the definition and the raw data that all later stages work from.</summary>
internal sealed class PlanRun(DefinitionStore definitions, BatchStore batches, IArtifactStore artifacts, AuditLog audit)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PlanRun);

    /// <summary>Makes the plan of a run.</summary>
    /// <exception cref="PipelineException">There is no such pipeline or batch, or the definition has faults.</exception>
    [Function(Name)]
    public async Task<RunPlan> RunAsync([ActivityTrigger] RunToPlan run, CancellationToken cancellationToken)
    {
        var stored = await definitions.GetAsync(run.Request.Pipeline, cancellationToken);
        var batch = run.Request.BatchId is { } id
            ? await batches.GetAsync(run.Request.Pipeline, id, cancellationToken)
            : await batches.FindNewestAsync(run.Request.Pipeline, cancellationToken);
        if (batch is null)
        {
            throw new PipelineException(run.Request.BatchId is null
                ? $"Pipeline '{run.Request.Pipeline}' has no data yet: drop a CSV file into {Containers.Raw}/{run.Request.Pipeline}/."
                : $"Pipeline '{run.Request.Pipeline}' has no batch '{run.Request.BatchId}'.");
        }

        var plan = new RunPlan(run.RunId, run.Request.Pipeline, batch.BatchId, stored.Hash, [.. stored.Definition.Candidates.Select(c => c.Trainer)]);

        // Run again, it gives the plan that it made first, whatever has been changed since.
        var path = RunDefinition.PathOf(run.Request.Pipeline, run.RunId);
        var planned = new PlannedRun(plan, stored.Json.ToString());
        if (!await artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(planned).ToStream(), cancellationToken))
        {
            return (await artifacts.RequireJsonAsync<PlannedRun>(path, cancellationToken)).Plan;
        }

        await audit.RecordAsync(run.RunId, run.Request.Pipeline, run.Request.Reason, "start-run", run.RunId, $"batch {batch.BatchId}, definition {stored.Hash}", cancellationToken);
        return plan;
    }
}
