using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Ingestion;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>The first activity of a run: fixes the definition and the raw data that all later stages work from.</summary>
internal sealed class PlanRun(DefinitionStore definitions, BatchStore batches, RunQueueStore queues, IArtifactStore artifacts, AuditLog audit)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PlanRun);

    /// <summary>Makes the plan of a run, from what is newest now.</summary>
    /// <exception cref="PipelineException">There is no such pipeline or no data, or the definition has faults.</exception>
    [Function(Name)]
    public async Task<RunPlan> RunAsync([ActivityTrigger] RequestedRun run, CancellationToken cancellationToken)
    {
        var stored = await definitions.GetAsync(run.Pipeline, cancellationToken);
        var batch = await batches.FindNewestAsync(run.Pipeline, cancellationToken)
            ?? throw new PipelineException($"Pipeline '{run.Pipeline}' has no data yet: drop a CSV file into {Containers.Raw}/{run.Pipeline}/.");
        var plan = new RunPlan(run.RunId, run.Pipeline, batch.BatchId, stored.Hash, [.. stored.Definition.Candidates.Select(c => c.Trainer)])
        {
            NothingNewSince = await FindSameAsync(run, batch.BatchId, stored.Hash, cancellationToken),
        };

        // Run again, it gives the plan that it made first, whatever has been changed since.
        var path = RunDefinition.PathOf(run.Pipeline, run.RunId);
        var planned = new PlannedRun(plan, stored.Json.ToString());
        if (!await artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(planned).ToStream(), cancellationToken))
        {
            return (await artifacts.RequireJsonAsync<PlannedRun>(path, cancellationToken)).Plan;
        }

        await audit.RecordAsync(run.RunId, run.Pipeline, run.Reason, "start-run", run.RunId, $"batch {batch.BatchId}, definition {stored.Hash}", cancellationToken);
        return plan;
    }

    private async Task<string?> FindSameAsync(RequestedRun run, string batchId, string definitionHash, CancellationToken cancellationToken)
    {
        var (queue, _) = await queues.ReadAsync(run.Pipeline, cancellationToken);
        return run.Requests.All(request => request.Trigger == RunTrigger.Schedule)
            && queue.LastFinished is { } last && last.BatchId == batchId && last.DefinitionHash == definitionHash
            ? last.RunId
            : null;
    }
}
