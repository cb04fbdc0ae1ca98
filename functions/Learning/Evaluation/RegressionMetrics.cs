namespace MlFunctions.Learning;

/// <summary>Metrics of regression. With several targets: the mean over targets.</summary>
public static class RegressionMetrics
{
    private static readonly LearningTask[] Tasks = [LearningTask.Regression];

    /// <summary>The coefficient of determination: 1 − residual sum of squares / total sum of squares. At most 1; 0 is as good as the mean. A constant target gives 1 where every residual is 0, else 0.</summary>
    public static Metric R2 { get; } = new("r2", HigherIsBetter: true, Tasks, (truth, outputs) => MeanOverTargets(truth, outputs, TargetR2));

    /// <summary>The mean absolute error, in the unit of the target.</summary>
    public static Metric MeanAbsoluteError { get; } = new("mae", HigherIsBetter: false, Tasks, (truth, outputs) => MeanOverTargets(truth, outputs, TargetMeanAbsoluteError));

    private delegate double TargetMetric(ReadOnlySpan<double> truth, ReadOnlySpan<double> weights, StridedOutputs predicted);

    private static double MeanOverTargets(Dataset truth, ReadOnlySpan<double> outputs, TargetMetric metric)
    {
        if (outputs.Length != truth.Rows * truth.TargetCount)
        {
            throw new ArgumentException($"{outputs.Length} outputs for {truth.Rows} rows × {truth.TargetCount} targets.", nameof(outputs));
        }

        var sum = 0.0;
        for (var t = 0; t < truth.TargetCount; t++)
        {
            sum += metric(truth.Target(t), truth.Weights, new StridedOutputs(outputs, t, truth.TargetCount));
        }

        return sum / truth.TargetCount;
    }

    private static double TargetR2(ReadOnlySpan<double> truth, ReadOnlySpan<double> weights, StridedOutputs predicted)
    {
        double totalWeight = 0, sum = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            var weight = weights.IsEmpty ? 1 : weights[r];
            totalWeight += weight;
            sum += weight * truth[r];
        }

        var mean = sum / totalWeight;
        double residual = 0, total = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            var weight = weights.IsEmpty ? 1 : weights[r];
            residual += weight * (truth[r] - predicted[r]) * (truth[r] - predicted[r]);
            total += weight * (truth[r] - mean) * (truth[r] - mean);
        }

        return total > 0 ? 1 - residual / total : residual == 0 ? 1 : 0;
    }

    private static double TargetMeanAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> weights, StridedOutputs predicted)
    {
        double totalWeight = 0, sum = 0;
        for (var r = 0; r < truth.Length; r++)
        {
            var weight = weights.IsEmpty ? 1 : weights[r];
            totalWeight += weight;
            sum += weight * Math.Abs(truth[r] - predicted[r]);
        }

        return sum / totalWeight;
    }
}
