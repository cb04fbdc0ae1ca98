using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Segregation;
using MlFunctions.Training;

namespace MlFunctions.Deployment;

/// <summary>
/// Trains the winner of a forecast once more, on the whole series: it was judged on the last rows, but what is asked for is what comes
/// after them. So step 1 is the step after the last row of the data.
/// </summary>
public sealed class ForecastRefit(RunDefinition definitions, FeatureSetStore featureSets, TrainerCatalog trainers)
{
    /// <summary>The package to deploy: of a forecast with the model of the whole series, of any other task as it is.</summary>
    public async Task<ModelPackage> OfAsync(RunPlan plan, ModelPackage candidate, CancellationToken cancellationToken)
    {
        var manifest = candidate.Manifest;
        if (manifest.Task != LearningTask.Forecast)
        {
            return candidate;
        }

        var definition = await definitions.GetAsync(plan, cancellationToken);
        var all = await featureSets.ReadAsync(plan.Pipeline, plan.FeatureSetId, cancellationToken);
        var split = await featureSets.ReadSplitAsync(plan.Pipeline, plan.FeatureSetId, cancellationToken);
        var series = SplitSide.Of(all, [.. split.Training, .. split.Holdout], definition);
        var data = new Dataset(ForecastSteps.First(series.Rows), TargetEncoding.Fit(definition, series).Encode(series));
        var winner = new Candidate(manifest.Trainer, new HyperparameterSet(manifest.Hyperparameters));
        var options = new SearchOptions { Seed = definition.Split.Seed, Threads = Environment.ProcessorCount };
        var model = Refit.Train(trainers, manifest.Task, winner, data, options, cancellationToken);
        return candidate with
        {
            Model = ModelFormat.Save(model),
            Manifest = manifest with { Lineage = manifest.Lineage with { TrainingRows = series.Rows } },
        };
    }
}
