using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Extensions;
using MlFunctions.Feedback;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Preparation;
using MlFunctions.Segregation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Pipelines;

/// <summary>The first activity of a run: fixes the definition and the raw data that all later stages work from.</summary>
public sealed class PlanRun(
    DefinitionStore definitions,
    SourceBatches sources,
    RunQueueStore queues,
    TrainerCatalog trainers,
    MetricCatalog metrics,
    LabelledRows labelled,
    FixedHoldout holdout,
    IArtifactStore artifacts,
    AuditLog audit,
    TimeProvider clock,
    OutsideCode outside)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PlanRun);

    /// <summary>Makes the plan of a run: from what is newest now, or, where it resumes another, that one's.</summary>
    /// <exception cref="PipelineException">There is no such pipeline or no data, or the definition has faults.</exception>
    [Function(Name)]
    public async Task<RunPlan> RunAsync([ActivityTrigger] RequestedRun run, CancellationToken cancellationToken)
    {
        var planned = await FindResumedAsync(run, cancellationToken) ?? await PlanAsync(run, cancellationToken);

        // Run again, it gives the plan that it made first, whatever has been changed since.
        var path = RunDefinition.PathOf(run.Pipeline, run.RunId);
        if (!await artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(planned).ToStream(), cancellationToken))
        {
            return (await artifacts.RequireJsonAsync<PlannedRun>(path, cancellationToken)).Plan;
        }

        var plan = planned.Plan;
        var detail = $"batch {plan.BatchId}, definition {plan.DefinitionHash}{(plan.Corrections is null ? "" : $", corrections {plan.Corrections}")}";
        await audit.RecordAsync(run.RunId, clock.GetUtcNow(), run.Pipeline, run.Reason, "start-run", run.RunId, detail, cancellationToken);
        return plan;
    }

    // What came in meanwhile, and asked for this run too, wants the newest.
    private async Task<PlannedRun?> FindResumedAsync(RequestedRun run, CancellationToken cancellationToken)
    {
        var resumed = run.Requests.Select(request => request.ResumeOf).Distinct(StringComparer.Ordinal).ToArray();
        return resumed is [{ } failed] && await artifacts.GetJsonAsync<PlannedRun>(RunDefinition.PathOf(run.Pipeline, failed), cancellationToken) is { } planned
            ? planned with { Plan = planned.Plan with { RunId = run.RunId, Fresh = false, NothingNewSince = null } }
            : null;
    }

    private async Task<PlannedRun> PlanAsync(RequestedRun run, CancellationToken cancellationToken)
    {
        var stored = await definitions.GetAsync(run.Pipeline, cancellationToken);
        var definition = stored.Definition;
        var set = await sources.RequireAsync(definition, run.Dataset, cancellationToken) with { HoldoutHash = await holdout.HashAsync(definition, cancellationToken) };
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
            HoldoutHash = set.HoldoutHash,
            RowsHash = corrected is null ? rowsHash : $"{rowsHash}+{corrected.Id}",
            Corrections = corrected?.Id,
            HigherIsBetter = metrics.Get(definition.Metric).HigherIsBetter,
            NothingNewSince = await FindSameAsync(run, set, stored.Hash, corrected?.Id, cancellationToken),
            Fresh = run.Requests.Any(request => request.Fresh),
            ApprovalWithin = definition.Approval?.Deadline,
            Warnings = [.. set.PassedOver.Select(batch => $"{batch.WhyNot}; the run works from {set.BatchFor(definition, batch).File}, the newest that can be used")],
        };
        return new PlannedRun(plan, stored.Json.ToString());
    }

    private PlannedCandidate Plan(CandidateDefinition candidate, PipelineDefinition definition)
    {
        var search = CandidateSearch.Of(candidate, trainers.Get(candidate.Trainer), definition.Split.Seed);
        return new PlannedCandidate(candidate.Trainer, search.Combinations.Count, search.Rounds);
    }

    private async Task<string?> FindSameAsync(RequestedRun run, BatchSet set, string definitionHash, string? corrections, CancellationToken cancellationToken)
    {
        var (queue, _) = await queues.ReadAsync(run.Pipeline, cancellationToken);
        return run.Requests.All(request => request.Trigger is RunTrigger.Schedule or RunTrigger.Drift)
            && queue.LastFinished is { } last && last.BatchId == set.Main.BatchId && last.DefinitionHash == definitionHash && last.Corrections == corrections
            && last.Sources.Count == set.SourceIds.Count && !last.Sources.Except(set.SourceIds).Any()
            ? last.RunId
            : null;
    }
}
