using MlFunctions.Evaluation;
using MlFunctions.Learning;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Deployment;

/// <summary>What there is to know about a model before it is relied upon (Mitchell et al., 2019), from its package alone.</summary>
/// <param name="Model">The version, e.g. <c>dispatch:3</c>.</param>
/// <param name="Created">When it was deployed.</param>
/// <param name="Task">What it does.</param>
/// <param name="Predicts">What its outputs are called.</param>
/// <param name="Trainer">The algorithm.</param>
/// <param name="Hyperparameters">What the search chose.</param>
/// <param name="Lineage">What it was made from.</param>
/// <param name="Data">The condition of that data, column by column.</param>
/// <param name="Metrics">How good it is on rows that it was not trained on.</param>
/// <param name="Validation">How good it was in the search.</param>
/// <param name="Classes">Classification: how well each class is told from the others.</param>
/// <param name="Importances">What it relies on, most first; at most ten features.</param>
/// <param name="Comparison">Against the model that served before.</param>
/// <param name="Gates">What it had to pass, and what was found.</param>
/// <param name="Warnings">What should be looked at.</param>
/// <param name="Limits">Where it should not be relied upon.</param>
internal sealed record ModelCard(
    string Model,
    DateTimeOffset Created,
    LearningTask Task,
    IReadOnlyList<string> Predicts,
    string Trainer,
    IReadOnlyDictionary<string, object?> Hyperparameters,
    ModelLineage Lineage,
    CardData? Data,
    IReadOnlyList<CardMetric> Metrics,
    CardValidation Validation,
    IReadOnlyList<ClassEvaluation> Classes,
    IReadOnlyList<FeatureImportance> Importances,
    ChampionComparison? Comparison,
    IReadOnlyList<GateResult> Gates,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Limits)
{
    /// <summary>Against the naive model, which looks at no feature; null: the task has none, or the model is older than this comparison.</summary>
    public NaiveComparison? Naive { get; init; }

    private const int MostImportances = 10;

    /// <summary>The card of a deployed model.</summary>
    /// <param name="package">Its package.</param>
    /// <param name="transforms">The transforms that its preparation may hold.</param>
    /// <exception cref="InvalidDataException">A part of the package cannot be read.</exception>
    public static ModelCard Of(ModelPackage package, TransformCatalog transforms)
    {
        var manifest = package.Manifest;
        var path = ModelRegistryStore.PackageOf(manifest.Pipeline, manifest.Version ?? 0);
        var inputs = PreparationFormat.Read(package.Preparation.Span, transforms).Inputs;
        var judged = package.Evaluation.IsEmpty ? null : ArtifactStoreExtensions.FromJson<JudgedCandidate>(new BinaryData(package.Evaluation), path);
        var data = package.Condition.IsEmpty
            ? null
            : CardData.Of(ArtifactStoreExtensions.FromJson<ConditionReport>(new BinaryData(package.Condition), path), inputs, manifest.Targets);
        return new ModelCard(
            manifest.VersionName,
            manifest.Created,
            manifest.Task,
            [.. manifest.Targets.Select(target => target.As)],
            manifest.Trainer,
            manifest.Hyperparameters,
            manifest.Lineage,
            data,
            [.. manifest.Metrics.Select(metric => CardMetric.Of(metric.Key, metric.Value, judged?.Evaluation))],
            new CardValidation(judged?.Evaluation.Metric, manifest.ValidationScore, manifest.ValidationDeviation),

            // The curves are in GET models/{pipeline}/{version}; a card is to be read.
            [.. (judged?.Evaluation.Classes ?? []).Select(c => c with { Roc = null, PrecisionRecall = null, Calibration = null })],
            [.. (judged?.Evaluation.Importances ?? []).Take(MostImportances)],
            judged?.Evaluation.Comparison,
            judged?.Checks ?? [],
            [.. manifest.Warnings, .. judged?.Warnings ?? []],
            [.. ModelLimits.Of(manifest, data, judged)])
        {
            Naive = judged?.Evaluation.Naive,
        };
    }
}
