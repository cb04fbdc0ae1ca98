using MlFunctions.Deployment;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>Loads models and measures them on a holdout.</summary>
public sealed class ModelMeasurement(IArtifactStore artifacts, ModelRegistryStore registries, TrainerCatalog trainers, TransformCatalog transforms, MetricCatalog metrics, BatchStore batches)
{
    /// <summary>Measures the model in a package.</summary>
    public async Task<MeasuredModel> MeasureAsync(ArtifactPath package, SourceTable holdout, PipelineDefinition definition, CancellationToken cancellationToken) =>
        Measure(await LoadAsync(package, cancellationToken), holdout, definition);

    /// <summary>Measures the model that serves.</summary>
    /// <returns>The version (null: none serves), the model (null: it cannot read these rows), and why it cannot.</returns>
    public async Task<(int? Version, MeasuredModel? Model, string? Fault)> MeasureChampionAsync(
        string pipeline, SourceTable holdout, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var registry = await registries.ReadAsync(pipeline, cancellationToken);
        if (registry.Champion is not { } version)
        {
            return (null, null, null);
        }

        try
        {
            var model = await LoadAsync(ModelRegistryStore.PackageOf(pipeline, version), cancellationToken);
            return (await CutShortAsync(model, cancellationToken) ?? model.WhyNot(holdout, definition)) is { } fault
                ? (version, null, NotMeasured(fault))
                : (version, Measure(model, holdout, definition), null);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or PreparationException or ModelFormatException)
        {
            // A champion that cannot read today's data must not keep its pipeline from ever having another.
            return (version, null, NotMeasured(exception.Message));
        }

        string NotMeasured(string reason) => $"champion {pipeline}:{version} was not measured: {reason}";
    }

    // Rows of the holdout may be among those that it learned from, and it is to make room for what learned from all of them.
    private async Task<string?> CutShortAsync(LoadedModel model, CancellationToken cancellationToken) =>
        await batches.GetAsync(model.Manifest.Pipeline, model.Manifest.Lineage.BatchId, cancellationToken) is { IsBeginning: true } batch
            ? $"it learned from {batch.Path} when that was cut short"
            : null;

    private MeasuredModel Measure(LoadedModel model, SourceTable holdout, PipelineDefinition definition)
    {
        var truth = model.Label(holdout);
        double[] outputs;
        try
        {
            outputs = model.Predict(truth.Features);
        }
        catch (ArgumentException exception) when (FirstMissing(truth.Features, holdout) is { } missing)
        {
            throw new ArgumentException($"{missing}. {exception.Message}", exception);
        }

        return new MeasuredModel(model, truth, outputs, ValuesOf(metrics, definition.Task, truth, outputs));
    }

    /// <summary>By name: every metric of a task that has a value on these rows.</summary>
    public static SortedDictionary<string, double> ValuesOf(MetricCatalog metrics, LearningTask task, Dataset truth, double[] outputs)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (metric, value) in metrics.ValuesOf(task, truth, outputs))
        {
            // Some rows have no such value, e.g. those of one class no AUC; JSON has no word for it either.
            if (double.IsFinite(value))
            {
                values[metric.Name] = value;
            }
        }

        return values;
    }

    // Where a value is missing that the model needs, and what the file has there.
    private static string? FirstMissing(FeatureTable prepared, SourceTable holdout)
    {
        for (var row = 0; row < prepared.Rows; row++)
        {
            for (var c = 0; c < prepared.Columns.Count; c++)
            {
                if (float.IsNaN(prepared.Column(c)[row]))
                {
                    var name = prepared.Columns[c].Name;
                    var word = (holdout.Find(name) as CategoryColumn)?.Word(row);
                    return $"Holdout row {row + 1}, column '{name}' {(word is null ? "has no value" : $"is '{word}', which training has not seen")}";
                }
            }
        }

        return null;
    }

    private async Task<LoadedModel> LoadAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        var artifact = await artifacts.GetAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        return LoadedModel.Load(ModelPackage.Read(artifact.Content, path), trainers, transforms);
    }
}
