namespace MlFunctions.Learning;

/// <summary>Metrics of numbers. With several targets: the mean over targets. NaN where no row has weight.</summary>
public static class RegressionMetrics
{
    private static readonly LearningTask[] Tasks = [LearningTask.Regression, LearningTask.Forecast];

    /// <summary>The coefficient of determination: 1 − residual sum of squares / total sum of squares. At most 1; 0 is as good as the mean. A constant target gives 1 where every residual is 0, else 0.</summary>
    public static Metric R2 { get; } = new("r2", HigherIsBetter: true, Tasks, (truth, outputs) => MeanOverTargets(truth, outputs, TargetR2));

    /// <summary>The mean absolute error, in the unit of the target.</summary>
    public static Metric MeanAbsoluteError { get; } = OfRows("mae", (y, f) => Math.Abs(y - f), mean => mean);

    /// <summary>The root of the mean squared error, in the unit of the target.</summary>
    public static Metric RootMeanSquaredError { get; } = OfRows("rmse", (y, f) => (y - f) * (y - f), Math.Sqrt);

    /// <summary>The mean absolute error as a fraction of the true value, 0.1 for 10 %. A true value of 0 divides by 2⁻⁵² instead, so that one such row is seen.</summary>
    public static Metric MeanAbsolutePercentageError { get; } = OfRows("mape", (y, f) => Math.Abs(y - f) / Math.Max(Math.Abs(y), Math.BitIncrement(1) - 1), mean => mean);

    private delegate double TargetMetric(ReadOnlySpan<double> truth, RowWeights weights, StridedOutputs predicted);

    private static Metric OfRows(string name, Func<double, double, double> loss, Func<double, double> ofMean) =>
        new(name, HigherIsBetter: false, Tasks, (truth, outputs) => MeanOverTargets(truth, outputs, (values, weights, predicted) => ofMean(WeightedMean(values, weights, predicted, loss))));

    private static double MeanOverTargets(Dataset truth, ReadOnlySpan<double> outputs, TargetMetric metric)
    {
        OutputShape.Require(truth, outputs, truth.TargetCount);
        var sum = 0.0;
        for (var t = 0; t < truth.TargetCount; t++)
        {
            sum += metric(truth.Target(t), new RowWeights(truth), new StridedOutputs(outputs, t, truth.TargetCount));
        }

        return sum / truth.TargetCount;
    }

    private static double TargetR2(ReadOnlySpan<double> truth, RowWeights weights, StridedOutputs predicted)
    {
        var mean = WeightedMean(truth, weights, predicted, (y, _) => y);
        double totalWeight = 0, residual = 0, total = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            totalWeight += weights[r];
            residual += weights[r] * (truth[r] - predicted[r]) * (truth[r] - predicted[r]);
            total += weights[r] * (truth[r] - mean) * (truth[r] - mean);
        }

        return totalWeight == 0 ? double.NaN : total > 0 ? 1 - residual / total : residual == 0 ? 1 : 0;
    }

    private static double WeightedMean(ReadOnlySpan<double> truth, RowWeights weights, StridedOutputs predicted, Func<double, double, double> value)
    {
        double totalWeight = 0, sum = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            totalWeight += weights[r];
            sum += weights[r] * value(truth[r], predicted[r]);
        }

        return sum / totalWeight;
    }
}
