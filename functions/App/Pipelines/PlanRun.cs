using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Extensions;
using MlFunctions.Feedback;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Pipelines;

/// <summary>The first activity of a run: fixes the definition and the raw data that all later stages work from.</summary>
internal sealed class PlanRun(
    DefinitionStore definitions,
    SourceBatches sources,
    RunQueueStore queues,
    TrainerCatalog trainers,
    MetricCatalog metrics,
    LabelledRows labelled,
    IArtifactStore artifacts,
    AuditLog audit,
    OutsideCode outside)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PlanRun);

    /// <summary>Makes the plan of a run, from what is newest now.</summary>
    /// <exception cref="PipelineException">There is no such pipeline or no data, or the definition has faults.</exception>
    [Function(Name)]
    public async Task<RunPlan> RunAsync([ActivityTrigger] RequestedRun run, CancellationToken cancellationToken)
    {
        var stored = await definitions.GetAsync(run.Pipeline, cancellationToken);
        var definition = stored.Definition;
        var set = await sources.RequireAsync(definition, batchId: null, cancellationToken);
        var corrected = await labelled.FixAsync(definition, cancellationToken);
        var rowsHash = FeatureSetId.HashOfRows(definition, set) + outside.Version;
        var plan = new RunPlan(
            run.RunId,
            run.Pipeline,
            set.Main.BatchId,
            stored.Hash,
            FeatureSetId.Of(definition, set),
            [.. definition.Candidates.Select(candidate => Plan(candidate, definition))],
            definition.Folds)
        {
            Sources = set.SourceIds,
            RowsHash = corrected is null ? rowsHash : $"{rowsHash}+{corrected.Id}",
            Corrections = corrected?.Id,
            HigherIsBetter = metrics.Get(definition.Metric).HigherIsBetter,
            NothingNewSince = await FindSameAsync(run, set, stored.Hash, corrected?.Id, cancellationToken),
            Fresh = run.Requests.Any(request => request.Fresh),
        };

        // Run again, it gives the plan that it made first, whatever has been changed since.
        var path = RunDefinition.PathOf(run.Pipeline, run.RunId);
        var planned = new PlannedRun(plan, stored.Json.ToString());
        if (!await artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(planned).ToStream(), cancellationToken))
        {
            return (await artifacts.RequireJsonAsync<PlannedRun>(path, cancellationToken)).Plan;
        }

        await audit.RecordAsync(run.RunId, run.Pipeline, run.Reason, "start-run", run.RunId, $"batch {plan.BatchId}, definition {stored.Hash}{Described(corrected)}", cancellationToken);
        return plan;
    }

    private static string Described(LabelledSet? corrected) => corrected is null ? ""
        : $", {corrected.Rows} corrections{(corrected.Waiting > 0 ? $", {corrected.Waiting} more wait for those of other classes" : "")}";

    private PlannedCandidate Plan(CandidateDefinition candidate, PipelineDefinition definition)
    {
        var search = CandidateSearch.Of(candidate, trainers.Get(candidate.Trainer), definition.Split.Seed);
        return new PlannedCandidate(candidate.Trainer, search.Combinations.Count, search.Rounds);
    }

    private async Task<string?> FindSameAsync(RequestedRun run, BatchSet set, string definitionHash, string? corrections, CancellationToken cancellationToken)
    {
        var (queue, _) = await queues.ReadAsync(run.Pipeline, cancellationToken);
        return run.Requests.All(request => request.Trigger == RunTrigger.Schedule)
            && queue.LastFinished is { } last && last.BatchId == set.Main.BatchId && last.DefinitionHash == definitionHash && last.Corrections == corrections
            && last.Sources.Count == set.SourceIds.Count && !last.Sources.Except(set.SourceIds).Any()
            ? last.RunId
            : null;
    }
}
