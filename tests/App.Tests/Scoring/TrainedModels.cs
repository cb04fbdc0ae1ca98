using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Monitoring;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Scoring;
using MlFunctions.Training;

namespace MlFunctions.Tests.Scoring;

/// <summary>Model packages of a pipeline with one feature, <c>orders</c>, that has a minimum; the model of version n answers n.</summary>
public sealed class TrainedModels
{
    internal PluggedTrainer Trainer { get; } = new();

    internal TrainerCatalog Trainers => TrainerCatalog.BuiltIn.With(Trainer);

    internal ServedModel First => Served(1);

    /// <summary>A version, ready to answer.</summary>
    /// <param name="version">The version.</param>
    /// <param name="minimum">The least that its feature may be.</param>
    internal ServedModel Served(int version, double minimum = 0)
    {
        var model = LoadedModel.Load(Package(version, minimum: minimum), Trainers, TransformCatalog.BuiltIn);
        return new ServedModel(model, new ModelMeter(model, condition: null), TimeProvider.System);
    }

    /// <summary>A version as it is stored.</summary>
    /// <param name="version">The version.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="minimum">The least that its feature may be.</param>
    internal ModelPackage Package(int version, string pipeline = "dispatch", double minimum = 0)
    {
        FeatureDefinition[] features = [new() { Name = "orders", Type = FeatureType.Number, Minimum = minimum }];
        var fit = FeaturePreparation.Fit(features, [], new SourceTable([new NumberColumn("orders", [1, 2, 3])]));
        var manifest = new ModelManifest
        {
            Pipeline = pipeline,
            Version = version,
            Created = DateTimeOffset.UnixEpoch,
            Lineage = new ModelLineage($"run-{version}", "features", "batch", "raw/file.csv", "hash", "hash", "code", 3, 1),
            Trainer = Trainer.Name,
            Hyperparameters = new Dictionary<string, object?>(StringComparer.Ordinal),
            Task = LearningTask.Regression,
            Targets = [new TargetDefinition { Name = "hours", As = "hours" }],
            TargetMaximums = [version],
            ValidationScore = 1,
            ValidationDeviation = 0,
        };
        return ModelPackage.Create(manifest, PreparationFormat.Write(fit.Preparation), ModelFormat.Save(Trainer.Answering(version, 1)));
    }
}
