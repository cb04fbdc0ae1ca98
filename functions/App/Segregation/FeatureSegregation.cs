using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Segregation;

/// <summary>Sets the holdout of a feature set apart, as its definition says, and keeps who is where, so that training and evaluation get the same sets.</summary>
public sealed class FeatureSegregation(SegregationService service, RunDefinition definitions, FeatureSetStore featureSets)
{
    /// <summary>Splits the feature set of a run.</summary>
    /// <exception cref="PipelineException">There are too few rows to have both sides.</exception>
    public async Task<SegregatedFeatures> SplitAsync(RunPlan plan, PreparedFeatures features, CancellationToken cancellationToken)
    {
        if (!plan.Fresh && await featureSets.FindSplitAsync(plan.Pipeline, features.FeatureSetId, cancellationToken) is { } known)
        {
            return SegregatedFeatures.Of(known) with { Cached = true };
        }

        var definition = await definitions.GetAsync(plan, cancellationToken);
        var table = await featureSets.ReadAsync(plan.Pipeline, features.FeatureSetId, cancellationToken);
        if (TargetClasses.Fault(definition, table) is { } fault)
        {
            throw new PipelineException(fault);
        }

        try
        {
            var split = service.Divide(table, features.HoldoutRows, definition);
            if (split.Training.Length == 0 || split.Holdout.Length == 0)
            {
                throw new PipelineException(
                    $"The rows cannot be divided: {split.Training.Length:N0} would train and {split.Holdout.Length:N0} be held out, since rows that belong together stay on one side; more rows that differ are needed.");
            }

            split = split with { Warnings = [.. TargetClasses.Warnings(definition, table), .. MergedNumbers.Warnings(definition, table), .. split.Warnings] };
            await featureSets.WriteSplitAsync(plan.Pipeline, features.FeatureSetId, split, cancellationToken);
            return SegregatedFeatures.Of(split);
        }
        catch (SegregationException exception)
        {
            throw new PipelineException($"The rows cannot be divided: {exception.Message}", exception);
        }
    }
}
