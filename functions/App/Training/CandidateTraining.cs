using MlFunctions.Events;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>Searches the hyperparameters of one candidate by cross-validation on the training rows, then trains the best on all of them.</summary>
internal sealed class CandidateTraining(
    IArtifactStore artifacts,
    BatchStore batches,
    RunDefinition definitions,
    FeatureSetStore featureSets,
    TrainerCatalog trainers,
    TransformCatalog transforms,
    MetricCatalog metrics,
    EventPublisher events,
    TimeProvider clock)
{
    /// <summary>Trains one candidate and keeps its package with the run.</summary>
    /// <exception cref="PipelineException">The candidate cannot learn from this data.</exception>
    public async Task<TrainedCandidate> TrainAsync(CandidateToTrain input, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var definition = await definitions.GetAsync(input.Plan, cancellationToken);
        var all = await featureSets.ReadAsync(input.Plan.Pipeline, input.Features.FeatureSetId, cancellationToken);
        var split = await featureSets.ReadSplitAsync(input.Plan.Pipeline, input.Features.FeatureSetId, cancellationToken);
        var training = all.Take(split.Training);

        // The names of classes are no knowledge about rows, so a class that only the holdout has is known too.
        var targets = TargetEncoding.Fit(definition, all);
        var labels = targets.Encode(training);
        var (preparation, features) = Fit(definition, training, new TrainingTargets(labels, targets.Classes.Count, definition.Split.Seed));
        var data = new Dataset(features, labels, targets.Classes.Count);

        var options = new SearchOptions { Seed = definition.Split.Seed, Threads = Environment.ProcessorCount, Clock = clock };
        var (searched, best, model) = Search(definition, definition.Candidates[input.Index], data, options, cancellationToken);

        var batch = await batches.GetAsync(input.Plan.Pipeline, input.Plan.BatchId, cancellationToken)
            ?? throw new InvalidDataException($"Batch {input.Plan.BatchId} of {input.Plan.Pipeline} is missing.");
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        var manifest = new ModelManifest
        {
            Pipeline = input.Plan.Pipeline,
            Created = clock.GetUtcNow(),
            Lineage = new ModelLineage(
                input.Plan.RunId,
                input.Features.FeatureSetId,
                batch.BatchId,
                RawData.PathOf(batch.Pipeline, batch.File).ToString(),
                batch.Hash,
                input.Plan.DefinitionHash,
                CodeVersion.Current,
                data.Rows,
                input.Features.Rows - data.Rows),
            Trainer = best.Candidate.Trainer,
            Hyperparameters = best.Candidate.Hyperparameters.Values,
            Task = definition.Task,
            Targets = [.. definition.Targets.Select(target => target with { Classes = targets.Classes })],
            TargetMaximums = [.. Enumerable.Range(0, data.TargetCount).Select(target => Maximum(data.Target(target)))],
            ValidationScore = best.Mean,
            ValidationDeviation = best.StandardDeviation,
            Seconds = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["training"] = seconds },
        };
        var package = ModelPackage.Create(manifest, PreparationFormat.Write(preparation), ModelFormat.Save(model));
        var artifact = $"candidate-{input.Index}.zip";
        await artifacts.PutAsync(input.Plan.Artifact(artifact), new BinaryData(package.ToBytes()), cancellationToken);
        await events.PublishAsync(
            PipelineEventType.CandidateTrained, input.Plan.Pipeline, input.Plan.BatchId, input.Plan.Artifact(artifact).ToString(), manifest.Trainer, cancellationToken);
        return new TrainedCandidate(input.Index, manifest.Trainer, best.Candidate.Hyperparameters.ToString(), best.Mean, searched, seconds, artifact);
    }

    private PreparationFit Fit(PipelineDefinition definition, SourceTable training, TrainingTargets targets)
    {
        try
        {
            return FeaturePreparation.Fit(definition.Inputs, definition.Preparation, training, targets, transforms);
        }
        catch (PreparationException exception)
        {
            throw new PipelineException($"The preparation cannot be fitted: {exception.Message}", exception);
        }
    }

    private (int Searched, CandidateResult Best, IModel Model) Search(
        PipelineDefinition definition, CandidateDefinition candidate, Dataset data, SearchOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var combinations = GridSearch.Candidates(candidate.Trainer, candidate.Grid);
            var folds = Folds.Random(data.Rows, definition.Folds, options.Seed);
            var search = new CrossValidation(trainers, definition.Task, data, folds, metrics.Get(definition.Metric));
            var best = search.Run(combinations, options, cancellationToken).Best;
            return (combinations.Count, best, Refit.Train(trainers, definition.Task, best.Candidate, data, options, cancellationToken));
        }
        catch (Exception exception) when (exception is TrainingException or ArgumentException)
        {
            throw new PipelineException($"Candidate '{candidate.Trainer}' cannot learn from this data: {exception.Message}", exception);
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
