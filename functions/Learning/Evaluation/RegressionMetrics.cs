namespace MlFunctions.Learning;

/// <summary>Metrics of numbers. With several targets: the mean over targets. NaN where no row has weight.</summary>
public static class RegressionMetrics
{
    private static readonly LearningTask[] Tasks = [LearningTask.Regression, LearningTask.Forecast];

    /// <summary>The coefficient of determination: 1 − residual sum of squares / total sum of squares. At most 1; 0 is as good as the mean. A constant target gives 1 where every residual is 0, else 0.</summary>
    public static Metric R2 { get; } = new("r2", HigherIsBetter: true, Tasks, new CommonMetric(counts => MeanOverTargets(counts, t => TargetR2(counts, t))).Compute);

    /// <summary>The mean absolute error, in the unit of the target.</summary>
    public static Metric MeanAbsoluteError { get; } = OfRows("mae", (y, f) => Math.Abs(y - f), mean => mean);

    /// <summary>The root of the mean squared error, in the unit of the target.</summary>
    public static Metric RootMeanSquaredError { get; } = OfRows("rmse", (y, f) => (y - f) * (y - f), Math.Sqrt);

    /// <summary>
    /// The mean absolute error as a fraction of the true value, 0.1 for 10 %. A true value of 0, or so near to it that it is lost beside the
    /// others (10⁻⁸ of their mean size), has no such fraction and does not count; NaN where none has.
    /// </summary>
    public static Metric MeanAbsolutePercentageError { get; } =
        new("mape", HigherIsBetter: false, Tasks, new CommonMetric(counts => MeanOverTargets(counts, t => TargetMape(counts, t))).Compute);

    private static Metric OfRows(string name, Func<double, double, double> loss, Func<double, double> ofMean)
    {
        return new Metric(name, HigherIsBetter: false, Tasks, new CommonMetric(counts => MeanOverTargets(counts, t => ofMean(counts.Mean(counts.Shared(Losses)[t])))).Compute);

        double[][] Losses(Dataset truth, ReadOnlySpan<double> outputs)
        {
            var losses = new double[truth.TargetCount][];
            for (var t = 0; t < losses.Length; t++)
            {
                losses[t] = new double[truth.Rows];
                var predicted = new StridedOutputs(outputs, t, truth.TargetCount);
                for (var r = 0; r < truth.Rows; r++)
                {
                    losses[t][r] = loss(truth.Target(t)[r], predicted[r]);
                }
            }

            return losses;
        }
    }

    private static double MeanOverTargets(CommonCounts counts, Func<int, double> ofTarget)
    {
        OutputShape.Require(counts.Truth, counts.Outputs, counts.Truth.TargetCount);
        var sum = 0.0;
        for (var t = 0; t < counts.Truth.TargetCount; t++)
        {
            sum += ofTarget(t);
        }

        return sum / counts.Truth.TargetCount;
    }

    private static double TargetMape(CommonCounts counts, int target)
    {
        const double Nearest = 1e-8;
        var truth = counts.Truth.Target(target);
        var predicted = new StridedOutputs(counts.Outputs, target, counts.Truth.TargetCount);
        var weights = new RowWeights(counts.Truth);
        double size = 0, totalWeight = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            size += weights[r] * Math.Abs(truth[r]);
            totalWeight += weights[r];
        }

        var nearest = Nearest * size / totalWeight;
        double sum = 0, counted = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            if (Math.Abs(truth[r]) > nearest)
            {
                sum += weights[r] * Math.Abs(truth[r] - predicted[r]) / Math.Abs(truth[r]);
                counted += weights[r];
            }
        }

        return counted > 0 ? sum / counted : double.NaN;
    }

    private static double TargetR2(CommonCounts counts, int target)
    {
        var truth = counts.Truth.Target(target);
        var predicted = new StridedOutputs(counts.Outputs, target, counts.Truth.TargetCount);
        var weights = new RowWeights(counts.Truth);
        var mean = counts.Mean(truth);
        double totalWeight = 0, residual = 0, total = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            totalWeight += weights[r];
            residual += weights[r] * (truth[r] - predicted[r]) * (truth[r] - predicted[r]);
            total += weights[r] * (truth[r] - mean) * (truth[r] - mean);
        }

        return totalWeight == 0 ? double.NaN : total > 0 ? 1 - residual / total : residual == 0 ? 1 : 0;
    }
}
