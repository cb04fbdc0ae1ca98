using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Training;

/// <summary>A model package in memory, ready to predict. Immutable; safe to use from any number of threads.</summary>
public sealed class LoadedModel
{
    private LoadedModel(ModelManifest manifest, FeaturePreparation preparation, IModel model)
    {
        Manifest = manifest;
        Preparation = preparation;
        Model = model;
        Targets = new TargetEncoding { Columns = manifest.Task == LearningTask.Clustering ? [] : [.. manifest.Targets.Select(t => t.Name)], Classes = manifest.Targets[0].Classes };
    }

    /// <summary>What the package says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The preparation that was fitted with the model.</summary>
    public FeaturePreparation Preparation { get; }

    /// <summary>The model.</summary>
    public IModel Model { get; }

    /// <summary>How the targets of its rows are encoded.</summary>
    public TargetEncoding Targets { get; }

    /// <summary>Classification: what answers call each class, in the order of the outputs; empty otherwise.</summary>
    public IReadOnlyList<string> Labels => Manifest.Targets[0].Labels.Count > 0 ? Manifest.Targets[0].Labels : Targets.Classes;

    /// <summary>What the outputs are called: the classes, or the targets.</summary>
    public IReadOnlyList<string> OutputNames =>
        Labels.Count > 0 ? Labels
        : Manifest.Targets.Count == Model.OutputCount ? [.. Manifest.Targets.Select(t => t.As)]
        : [.. Enumerable.Range(0, Model.OutputCount).Select(output => $"{Manifest.Targets[0].As}_{output}")];

    /// <summary>Loads a package.</summary>
    /// <exception cref="ModelFormatException">The model cannot be read.</exception>
    /// <exception cref="PreparationException">The preparation cannot be read.</exception>
    /// <exception cref="InvalidDataException">The preparation is of another number of features than the model.</exception>
    public static LoadedModel Load(ModelPackage package, TrainerCatalog trainers, TransformCatalog transforms)
    {
        var preparation = PreparationFormat.Read(package.Preparation.Span, transforms);
        var model = ModelFormat.Load(package.Model, trainers);
        return preparation.Columns.Count == model.FeatureCount
            ? new LoadedModel(package.Manifest, preparation, model)
            : throw new InvalidDataException($"The preparation makes {preparation.Columns.Count} features, but the model has {model.FeatureCount}.");
    }

    /// <summary>Why the model cannot be measured on rows of a definition; null where it can.</summary>
    public string? WhyNot(SourceTable rows, PipelineDefinition definition)
    {
        if (Manifest.Task == LearningTask.Forecast)
        {
            return "a forecast counts its steps from the end of the series that it was made from";
        }

        if (Manifest.Task != definition.Task || !Manifest.Targets.Select(t => t.Name).SequenceEqual(definition.Targets.Select(t => t.Name), StringComparer.Ordinal))
        {
            return "it predicts other targets than the definition now names";
        }

        var missing = Preparation.Inputs.Select(input => input.Name).Where(name => rows.Find(name) is null).ToArray();
        return missing.Length == 0 ? null : $"the data lacks the features {string.Join(", ", missing)} that it needs";
    }

    /// <summary>The outputs for rows as they came, row by row.</summary>
    public double[] Predict(SourceTable rows) => Predict(Preparation.Prepare(rows));

    /// <summary>The outputs for prepared rows, row by row.</summary>
    public double[] Predict(FeatureTable rows)
    {
        var outputs = new double[rows.Rows * Model.OutputCount];
        Model.Predict(rows, outputs, Environment.ProcessorCount);
        return outputs;
    }

    /// <summary>The rows with their true targets, to measure predictions against.</summary>
    public Dataset Label(SourceTable rows) => new(Preparation.Prepare(rows), Targets.Encode(rows), Targets.Classes.Count);

    /// <summary>Prepares a row of nothing but missing values and predicts one of zeros, so that the first request finds code compiled and memory mapped.</summary>
    public void Warm()
    {
        var row = new float[Model.FeatureCount];
        Preparation.Prepare(new FeatureValue[Preparation.Inputs.Count], row);

        // Not every model takes missing values, and there is no step 0 to forecast.
        Array.Fill(row, Model.Task == LearningTask.Forecast ? 1 : 0);
        Model.Predict(row, new double[Model.OutputCount]);
    }
}
