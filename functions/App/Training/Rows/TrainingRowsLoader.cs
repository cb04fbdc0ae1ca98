using MlFunctions.Feedback;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Segregation;

namespace MlFunctions.Training;

/// <summary>Reads the training rows of a run and prepares them.</summary>
public sealed class TrainingRowsLoader(
    FeatureSetStore featureSets, SegregationService segregation, LabelledRows labelled, TransformCatalog transforms, TrainerCatalog trainers, MetricCatalog metrics)
{
    /// <summary>The training rows of a run.</summary>
    /// <exception cref="PipelineException">They cannot be prepared or divided into folds.</exception>
    public async Task<TrainingRows> LoadAsync(RunPlan plan, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var all = await featureSets.ReadAsync(plan.Pipeline, plan.FeatureSetId, cancellationToken);
        var split = await featureSets.ReadSplitAsync(plan.Pipeline, plan.FeatureSetId, cancellationToken);
        var training = SplitSide.Of(all, split.Training, definition);
        var drawn = training;
        var inputs = definition.Inputs.Select(input => input.Name).ToArray();
        if (plan.Corrections is { } id && await labelled.ReadAsync(definition, id, all, cancellationToken) is { } corrected)
        {
            // A row that the model will be tried on is not learned from, whoever has corrected it.
            var seen = SeenRows.Of(corrected, all.Take(split.Holdout), inputs);
            corrected = corrected.Take([.. Enumerable.Range(0, corrected.Rows).Where(row => !seen.IsCopy[row])]);
            var columns = corrected.Columns.Select(column => column.Name).ToArray();
            (all, training) = (all.Select(columns).Append(corrected), training.Select(columns).Append(corrected));
        }

        // The names of classes are no knowledge about rows, so a class that only the holdout has is known too.
        var targets = TargetEncoding.Fit(definition, all);
        try
        {
            var (folds, warning) = segregation.FoldsOf(drawn, definition);
            return new TrainingRows(
                definition,
                training,
                targets.Encode(training),
                targets,
                split.Holdout.Length,
                CorrectedFolds.Of(folds, training, drawn.Rows, definition),
                warning,
                transforms,
                trainers,
                metrics.Get(definition.Metric));
        }
        catch (ArgumentException exception)
        {
            throw new PipelineException($"No candidate can learn from this data: {exception.Message}", exception);
        }
    }
}
