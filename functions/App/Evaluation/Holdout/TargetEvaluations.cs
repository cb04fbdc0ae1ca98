using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>Evaluates the targets of a regression or forecast one by one.</summary>
internal static class TargetEvaluations
{
    private const int Bands = 10;

    private static readonly double[] Probabilities = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

    private static readonly Metric[] Metrics = [RegressionMetrics.R2, RegressionMetrics.MeanAbsoluteError, RegressionMetrics.RootMeanSquaredError];

    /// <summary>Each target, in the order of the definition.</summary>
    public static TargetEvaluation[] Of(MeasuredModel model) =>
        [.. model.Model.Manifest.Targets.Select((target, index) => Of(model, target.As, index))];

    private static TargetEvaluation Of(MeasuredModel model, string name, int index)
    {
        var observed = model.Truth.Target(index).ToArray();
        double[] predicted = [.. Enumerable.Range(0, observed.Length).Select(row => model.Outputs[row * model.Truth.TargetCount + index])];
        var alone = new Dataset(model.Truth.Features, [observed]);
        return new TargetEvaluation(
            name,
            new SortedDictionary<string, double>(Metrics.ToDictionary(metric => metric.Name, metric => metric.Compute(alone, predicted), StringComparer.Ordinal), StringComparer.Ordinal),
            ResidualQuantiles.Of(alone, predicted, probabilities: Probabilities),
            BandsOf(observed, predicted));
    }

    private static PredictionBand[] BandsOf(double[] observed, double[] predicted)
    {
        int[] rows = [.. Enumerable.Range(0, observed.Length)];
        Array.Sort((double[])predicted.Clone(), rows);
        return [.. Enumerable.Range(0, Bands)
            .Select(band => rows[(int)((long)band * rows.Length / Bands)..(int)((long)(band + 1) * rows.Length / Bands)])
            .Where(band => band.Length > 0)
            .Select(band => new PredictionBand(
                band.Length,
                band.Average(row => predicted[row]),
                band.Average(row => observed[row]),
                Math.Sqrt(band.Average(row => (observed[row] - predicted[row]) * (observed[row] - predicted[row])))))];
    }
}
