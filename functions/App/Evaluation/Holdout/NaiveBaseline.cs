using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Evaluation;

/// <summary>The naive model of a run, fitted to its training rows and measured on its holdout; of several the one that does best.</summary>
/// <param name="Answers">What it answers.</param>
/// <param name="Outputs">Its outputs for the holdout.</param>
/// <param name="Metrics">By name: every metric that has a value.</param>
internal sealed record NaiveBaseline(string Answers, double[] Outputs, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>Fits the naive model; null where the task has none.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="training">The training rows as they came.</param>
    /// <param name="targets">How targets are encoded.</param>
    /// <param name="truth">The holdout with its true targets.</param>
    public static NaiveBaseline? Of(PipelineDefinition definition, MetricCatalog metrics, SourceTable training, TargetEncoding targets, Dataset truth)
    {
        if (definition.Task == LearningTask.Clustering || training.Rows == 0)
        {
            return null;
        }

        var ranking = metrics.Get(definition.Metric);
        NaiveBaseline? best = null;
        foreach (var naive in NaiveModel.Of(definition.Task, targets.Encode(training), targets.Classes.Count, truth.Rows))
        {
            var baseline = new NaiveBaseline(naive.Name, naive.Outputs, ModelMeasurement.ValuesOf(metrics, definition.Task, truth, naive.Outputs));
            best = best is null || ranking.IsBetter(baseline.ValueOf(ranking), best.ValueOf(ranking)) ? baseline : best;
        }

        return best;
    }

    /// <summary>A model against this one.</summary>
    public NaiveComparison Compare(Metric metric, HoldoutSampling sampling, MeasuredModel model, CancellationToken cancellationToken)
    {
        if (!model.Metrics.TryGetValue(metric.Name, out var own) || !Metrics.TryGetValue(metric.Name, out var other))
        {
            return new NaiveComparison(Answers, Metrics, metric.Name, Difference: null, Interval: null, IsBeaten: null);
        }

        var interval = sampling.IntervalOfDifference(metric, model.Truth, model.Outputs, Outputs, cancellationToken);
        return new NaiveComparison(
            Answers,
            Metrics,
            metric.Name,
            own - other,
            interval,
            interval is null ? null : metric.HigherIsBetter ? interval.Lower > 0 : interval.Upper < 0);
    }

    private double ValueOf(Metric metric) => Metrics.GetValueOrDefault(metric.Name, double.NaN);
}
