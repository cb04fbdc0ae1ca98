using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Evaluation;

/// <summary>Looks closer at a measured model: intervals, curves, residuals, importances, by task. The same holdout and seed give the same numbers on any number of threads.</summary>
public sealed class HoldoutEvaluator(MetricCatalog metrics)
{
    /// <summary>Of tasks with more classes there is no confusion matrix, and curves of the most frequent ones alone.</summary>
    public const int MostClasses = 50;

    /// <summary>Of models with more prepared features none is shuffled.</summary>
    public const int MostFeatures = 100;

    private const int ImportanceRows = 5_000;
    private const int ImportanceRepeats = 3;

    /// <summary>Evaluates a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="version">The version that serves; null: none.</param>
    /// <param name="champion">It, measured on the same rows; null: it cannot be.</param>
    /// <param name="naive">Against the naive model; null: the task has none.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public HoldoutEvaluation Evaluate(
        MeasuredModel model, PipelineDefinition definition, int? version, MeasuredModel? champion, NaiveComparison? naive, CancellationToken cancellationToken)
    {
        var sampling = HoldoutSampling.Of(definition, model.Truth.Rows);
        var intervals = sampling.IntervalsOf(
            definition.Task == LearningTask.Clustering ? [] : [.. model.Metrics.Keys.Select(metrics.Get)], model.Truth, model.Outputs, cancellationToken);
        return new HoldoutEvaluation
        {
            Metric = definition.Metric,
            Rows = model.Truth.Rows,
            Intervals = intervals,
            Resamples = intervals.Count == 0 ? 0 : sampling.Resamples,
            Classes = model.Truth.Classes == 0 ? [] : ClassesOf(model),
            Confusion = model.Truth.Classes is 0 or > MostClasses ? null : ConfusionOf(model),
            Targets = definition.Task is LearningTask.Regression or LearningTask.Forecast ? TargetEvaluations.Of(model) : [],
            ClusterSizes = definition.Task == LearningTask.Clustering
                ? [.. Enumerable.Range(0, (int)model.Outputs.Max() + 1).Select(cluster => model.Outputs.Count(output => output == cluster))]
                : [],
            Importances = ImportancesOf(model, definition, cancellationToken),
            Comparison = version is { } serving && champion is not null
                ? ChampionTest.Compare(metrics.Get(definition.Metric), sampling, model, serving, champion, cancellationToken)
                : null,
            Naive = naive,
        };
    }

    private static ClassEvaluation[] ClassesOf(MeasuredModel model)
    {
        var target = model.Model.Manifest.Targets[0];
        var names = target.Labels.Count > 0 ? target.Labels : model.Model.Targets.Classes;
        var confusion = ConfusionMatrix.Of(model.Truth, model.Outputs);
        var drawn = Enumerable.Range(0, confusion.Classes)
            .Where(c => confusion.Classes > 2 || c == 1)
            .OrderByDescending(confusion.Support)
            .Take(MostClasses)
            .ToHashSet();
        return [.. Enumerable.Range(0, confusion.Classes).Select(c =>
        {
            var found = new ClassEvaluation(names[c], (int)confusion.Support(c), confusion.Precision(c), confusion.Recall(c), confusion.F1(c));
            var isAlone = found.Rows == 0 || found.Rows == model.Truth.Rows;
            return isAlone || !drawn.Contains(c) ? found : found with
            {
                Roc = CurvePoints.Thin(RocCurve.Of(model.Truth, model.Outputs, c)),
                PrecisionRecall = CurvePoints.Thin(PrecisionRecallCurve.Of(model.Truth, model.Outputs, c)),
                Calibration = model.Model.Model.Output == ModelOutput.Probability ? CalibrationCurve.Of(model.Truth, model.Outputs, c) : null,
            };
        })];
    }

    private static int[][] ConfusionOf(MeasuredModel model)
    {
        var confusion = ConfusionMatrix.Of(model.Truth, model.Outputs);
        var classes = Enumerable.Range(0, confusion.Classes);
        return [.. classes.Select(truth => classes.Select(predicted => (int)confusion[truth, predicted]).ToArray())];
    }

    private FeatureImportance[]? ImportancesOf(MeasuredModel model, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Task is LearningTask.Clustering or LearningTask.Forecast || !model.Metrics.ContainsKey(definition.Metric) || model.Model.Model.FeatureCount > MostFeatures)
        {
            return null;
        }

        // Evenly spaced rows, so that a large holdout costs no more than a small one.
        var rows = Math.Min(ImportanceRows, model.Truth.Rows);
        int[] picked = [.. Enumerable.Range(0, rows).Select(i => (int)((long)i * model.Truth.Rows / rows))];
        var importances = PermutationImportance.Of(
            model.Model.Model,
            rows == model.Truth.Rows ? model.Truth : model.Truth.Take(picked),
            metrics.Get(definition.Metric),
            ImportanceRepeats,
            definition.Split.Seed,
            Environment.ProcessorCount,
            cancellationToken);
        return [.. importances.OrderByDescending(importance => importance.Mean)];
    }
}
