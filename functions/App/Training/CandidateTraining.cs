using Microsoft.Extensions.Logging;
using MlFunctions.Events;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>Trains a candidate on all training rows with what its search found best, and keeps it as a package.</summary>
public sealed class CandidateTraining(
    IArtifactStore artifacts,
    RunDefinition definitions,
    RunLineage lineages,
    TrainingRowsCache rows,
    SearchScores scores,
    TrainingCores cores,
    TrainerCatalog trainers,
    EventPublisher events,
    TimeProvider clock,
    ILogger<CandidateTraining> logger)
{
    /// <summary>Trains one candidate and keeps its package with the run.</summary>
    /// <exception cref="PipelineException">The candidate cannot learn from this data.</exception>
    /// <exception cref="TimeoutException">It took longer than the definition lets it.</exception>
    public async Task<TrainedCandidate> TrainAsync(CandidateToTrain input, CancellationToken cancellationToken)
    {
        try
        {
            return await TrainOrFindAsync(input, cancellationToken);
        }
        catch (PipelineException exception)
        {
            var artifact = input.Plan.Artifact(TrainedCandidate.ArtifactOf(input.Index)).ToString();
            await events.PublishAsync(PipelineEventType.CandidateFailed, input.Plan.Pipeline, input.Plan.BatchId, artifact, exception.Message, cancellationToken: cancellationToken);
            throw;
        }
    }

    private async Task<TrainedCandidate> TrainOrFindAsync(CandidateToTrain input, CancellationToken cancellationToken)
    {
        var plan = input.Plan;
        var step = SearchStep.Of(plan, await definitions.GetAsync(plan, cancellationToken), input.Index, trainers);
        var known = plan.Fresh ? null : await artifacts.GetAsync(step.Package, cancellationToken);
        var package = known is not null
            ? ModelPackage.Read(known.Content, step.Package)
            : await TrainAsync(plan, step, cancellationToken);

        // What was trained before is this run's own candidate all the same: it says of itself which run it competes in.
        var lineage = await lineages.OfAsync(plan, package.Manifest.Lineage.TrainingRows, package.Manifest.Lineage.HoldoutRows, cancellationToken);
        package = package with { Manifest = package.Manifest with { Created = clock.GetUtcNow(), Lineage = lineage } };
        var artifact = TrainedCandidate.ArtifactOf(input.Index);
        await artifacts.PutAsync(plan.Artifact(artifact), new BinaryData(package.ToBytes()), cancellationToken);
        var manifest = package.Manifest;
        await events.PublishAsync(
            PipelineEventType.CandidateTrained, plan.Pipeline, plan.BatchId, plan.Artifact(artifact).ToString(), manifest.Trainer, cancellationToken: cancellationToken);
        return new TrainedCandidate(
            input.Index,
            manifest.Trainer,
            new HyperparameterSet(manifest.Hyperparameters).ToString(),
            manifest.ValidationScore,
            step.Search.Combinations.Count,
            manifest.Seconds.Values.Sum(),
            artifact)
        {
            Cached = known is not null,
            Warnings = manifest.Warnings,
        };
    }

    private async Task<ModelPackage> TrainAsync(RunPlan plan, SearchStep step, CancellationToken cancellationToken)
    {
        var result = await scores.ResultAsync(step, cancellationToken);
        using var lease = await cores.TakeAsync(cancellationToken);
        var training = await rows.GetAsync(plan, step.Definition, cancellationToken);
        var prepared = training.For(step.Candidate.Trainer);
        var started = clock.GetTimestamp();
        var (best, model) = Train(step, result, prepared, lease.Threads, cancellationToken);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;

        var lineage = await lineages.OfAsync(plan, prepared.Data.Rows, training.HoldoutRows, cancellationToken);
        var manifest = new ModelManifest
        {
            Pipeline = plan.Pipeline,
            Created = clock.GetUtcNow(),
            Lineage = lineage,
            Trainer = best.Candidate.Trainer,
            Hyperparameters = best.Candidate.Hyperparameters.Values,
            Task = step.Definition.Task,
            Targets = [.. step.Definition.Targets.Select(target => target with { Classes = training.Targets.Classes })],
            TargetMaximums = [.. Enumerable.Range(0, prepared.Data.TargetCount).Select(target => Maximum(prepared.Data.Target(target)))],
            ValidationScore = best.Mean,
            ValidationDeviation = best.StandardDeviation,
            Warnings = [.. SearchWarnings.Of(best, training.Warning)],
            Seconds = new SortedDictionary<string, double>(StringComparer.Ordinal)
            {
                ["search"] = result.Candidates.Sum(candidate => candidate.Elapsed.TotalSeconds),
                ["training"] = seconds,
            },
        };
        var package = ModelPackage.Create(manifest, PreparationFormat.Write(prepared.Preparation), ModelFormat.Save(model));
        await artifacts.PutAsync(step.Package, new BinaryData(package.ToBytes()), cancellationToken);
        logger.CandidateTrained(manifest.Trainer, plan.RunId, seconds);
        return package;
    }

    private (CandidateResult Best, IModel Model) Train(SearchStep step, SearchResult result, PreparedRows prepared, ThreadShare threads, CancellationToken cancellationToken)
    {
        try
        {
            var best = result.Best;
            var options = new SearchOptions { Seed = step.Definition.Split.Seed, Threads = threads, Clock = clock };
            var model = Limited.Run(
                step.Candidate.Timeout,
                clock,
                $"The training of {best.Candidate.Trainer}",
                limited => Refit.Train(trainers, step.Definition.Task, best.Candidate, prepared.Data, options, limited),
                cancellationToken);
            return (best, model);
        }
        catch (Exception exception) when (exception is TrainingException or ArgumentException)
        {
            throw new PipelineException($"Candidate '{step.Candidate.Trainer}' cannot learn from this data: {exception.Message}", exception);
        }
    }

    private static double Maximum(ReadOnlySpan<double> values)
    {
        var maximum = double.NegativeInfinity;
        foreach (var value in values)
        {
            maximum = Math.Max(maximum, value);
        }

        return maximum;
    }
}
