using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Monitoring;

/// <summary>The metrics of outcomes: those that models are judged by on their holdout.</summary>
public sealed class OutcomeMetrics(MetricCatalog catalog)
{
    /// <summary>By name: of all outcomes of a version what sums can tell. Of classes accuracy, and the definition's metric where it is one of which class was predicted; of numbers r2, mae and rmse, each the mean over targets.</summary>
    public IReadOnlyDictionary<string, double> OfAll(VersionOutcomes outcomes, PipelineDefinition definition)
    {
        if (outcomes.Labels.Count == 0)
        {
            var targets = outcomes.Errors.Select(errors => errors.Metrics()).ToList();
            return targets.Count == 0 ? [] : Finite(targets[0].Keys.Select(name => (name, targets.Average(target => target[name]))));
        }

        // Rows that were predicted alike and are alike in truth are one row with their weight.
        var classes = ClassesOf(outcomes);
        var truth = Rows([[.. outcomes.Confusion.Select(cell => (double)cell.Truth)]], classes, [.. outcomes.Confusion.Select(cell => (double)cell.Count)]);
        var outputs = new double[outcomes.Confusion.Count * classes];
        for (var row = 0; row < outcomes.Confusion.Count; row++)
        {
            outputs[(row * classes) + outcomes.Confusion[row].Predicted] = 1;
        }

        return Finite(Wanted(outcomes, definition).Where(ClassMetrics.All.Contains).Select(metric => (metric.Name, metric.Compute(truth, outputs))));
    }

    /// <summary>By name: of the recent outcomes, computed as on a holdout. Of classes accuracy, of numbers r2, mae and rmse, and the definition's metric; what has no value is left out.</summary>
    public IReadOnlyDictionary<string, double> OfRecent(VersionOutcomes version, PipelineDefinition definition) =>
        Finite(Wanted(version, definition).Select(metric => (metric.Name, Of(metric, version, version.Recent))));

    /// <summary>One metric of some outcomes; NaN where it has no value.</summary>
    public double Of(string metric, VersionOutcomes version, IReadOnlyList<Outcome> outcomes) =>
        outcomes.Count > 0 && catalog.Get(metric) is var known && IsOf(known, version) ? Of(known, version, outcomes) : double.NaN;

    /// <summary>By name: of the recent outcomes of one target of numbers.</summary>
    public IReadOnlyDictionary<string, double> OfRecent(VersionOutcomes version, int target, PipelineDefinition definition)
    {
        var truth = Rows([[.. version.Recent.Select(outcome => outcome.Truth[target])]], classes: 0, weights: null);
        double[] outputs = [.. version.Recent.Select(outcome => outcome.Outputs[target])];
        return Finite(Wanted(version, definition).Select(metric => (metric.Name, metric.Compute(truth, outputs))));
    }

    private static double Of(Metric metric, VersionOutcomes version, IReadOnlyList<Outcome> outcomes)
    {
        var classes = version.Labels.Count == 0 ? 0 : ClassesOf(version);
        var truth = Enumerable.Range(0, outcomes[0].Truth.Count).Select(target => outcomes.Select(outcome => outcome.Truth[target]).ToArray());
        return metric.Compute(Rows([.. truth], classes, weights: null), [.. outcomes.SelectMany(outcome => Widen(outcome.Outputs, classes))]);
    }

    // A class that was first heard of later was none of the model's.
    private static IEnumerable<double> Widen(IReadOnlyList<double> outputs, int classes) =>
        outputs.Concat(Enumerable.Repeat(OutcomeReader.LeastOf(outputs), Math.Max(0, classes - outputs.Count)));

    private IEnumerable<Metric> Wanted(VersionOutcomes outcomes, PipelineDefinition definition)
    {
        Metric[] usual = outcomes.Labels.Count > 0 ? [ClassMetrics.Accuracy] : [RegressionMetrics.R2, RegressionMetrics.MeanAbsoluteError, RegressionMetrics.RootMeanSquaredError];
        return usual.Append(catalog.Get(definition.Metric)).Where(metric => IsOf(metric, outcomes)).DistinctBy(metric => metric.Name);
    }

    // A definition may have been changed from numbers to classes since the version was made.
    private static bool IsOf(Metric metric, VersionOutcomes outcomes) => metric.Tasks.Any(task => task switch
    {
        LearningTask.Binary => outcomes.Labels.Count > 0 && ClassesOf(outcomes) == 2,
        LearningTask.Multiclass => outcomes.Labels.Count > 0,
        LearningTask.Regression or LearningTask.Forecast => outcomes.Labels.Count == 0,
        _ => false,
    });

    private static int ClassesOf(VersionOutcomes outcomes) => Math.Max(2, outcomes.Labels.Count);

    // Metrics look at targets and outputs alone; that there are features only says how many rows there are.
    private static Dataset Rows(double[][] targets, int classes, double[]? weights) =>
        new(new FeatureTable([new FeatureColumn("row")], [new float[targets[0].Length]]), targets, classes, weights);

    private static SortedDictionary<string, double> Finite(IEnumerable<(string Name, double Value)> values) =>
        new(values.Where(value => double.IsFinite(value.Value)).ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal), StringComparer.Ordinal);
}
