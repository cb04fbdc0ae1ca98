using System.Collections.Concurrent;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Training;

/// <summary>The training rows of a run and their division into folds, prepared once for all trainers that need the same. Safe to use from several threads.</summary>
/// <param name="Definition">The pipeline.</param>
/// <param name="Rows">The rows as they came.</param>
/// <param name="Labels">For each target its values.</param>
/// <param name="Targets">How targets are encoded.</param>
/// <param name="HoldoutRows">How many other rows the model will be tried on.</param>
/// <param name="Folds">The search folds.</param>
/// <param name="Warning">What people should know of the folds; null: nothing.</param>
/// <param name="Catalog">The transforms that steps may name.</param>
/// <param name="Trainers">Where candidates find their trainers.</param>
/// <param name="Metric">What the search goes by.</param>
public sealed record TrainingRows(
    PipelineDefinition Definition,
    SourceTable Rows,
    double[][] Labels,
    TargetEncoding Targets,
    int HoldoutRows,
    IReadOnlyList<Fold> Folds,
    string? Warning,
    TransformCatalog Catalog,
    TrainerCatalog Trainers,
    Metric Metric)
{
    private readonly ConcurrentDictionary<DefaultPreparation, Lazy<PreparedRows>> _prepared = new();

    /// <summary>The rows as a trainer takes them.</summary>
    /// <exception cref="PipelineException">They cannot be prepared.</exception>
    public PreparedRows For(string trainer) =>
        _prepared.GetOrAdd(DefaultPreparation.For(Trainers.Get(trainer)), needs => new Lazy<PreparedRows>(() => Prepare(needs))).Value;

    private PreparedRows Prepare(DefaultPreparation needs)
    {
        try
        {
            var known = new TrainingTargets(Labels, Targets.Classes.Count, Definition.Split.Seed);
            var fit = FeaturePreparation.Fit(Definition.Inputs, Definition.Preparation, Rows, known, Catalog, needs);
            var data = new Dataset(fit.Training, Labels, Targets.Classes.Count);
            return new PreparedRows(data, fit.Preparation, Folds, (rows, folds) => new CrossValidation(Trainers, Definition.Task, rows, folds, Metric));
        }
        catch (PreparationException exception)
        {
            throw new PipelineException($"The preparation cannot be fitted: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new PipelineException($"No candidate can learn from this data: {exception.Message}", exception);
        }
    }
}
