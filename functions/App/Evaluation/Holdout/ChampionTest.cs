using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>Whether a challenger differs from the champion by more than chance, row by row on the same holdout.</summary>
internal static class ChampionTest
{
    /// <summary>Compares the two; null where that cannot be done row by row, because they know other classes, have no truth to be held against, or no value on these rows.</summary>
    public static ChampionComparison? Compare(
        Metric metric, HoldoutSampling sampling, MeasuredModel challenger, int version, MeasuredModel champion, CancellationToken cancellationToken)
    {
        var task = challenger.Model.Manifest.Task;
        if (task == LearningTask.Clustering
            || !challenger.Metrics.TryGetValue(metric.Name, out var own)
            || !champion.Metrics.TryGetValue(metric.Name, out var other)
            || !challenger.Model.Targets.Classes.SequenceEqual(champion.Model.Targets.Classes, StringComparer.Ordinal)
            || sampling.IntervalOfDifference(metric, challenger.Truth, challenger.Outputs, champion.Outputs, cancellationToken) is not { } interval)
        {
            return null;
        }

        var loss = LossOf(metric, challenger.Model.Model.Output, champion.Model.Model.Output);
        var test = PairedTest.Of(loss, challenger.Truth, challenger.Outputs, champion.Outputs, sampling.Seed, sampling.Permutations, sampling.BlockRows);
        return new ChampionComparison(
            version,
            metric.Name,
            own,
            other,
            own - other,
            interval,
            loss,
            test.PValue,
            test.Permutations);
    }

    // The loss whose mean the metric is or rises with; metrics of a whole ranking have none and are tested by what they are made of.
    private static RowLoss LossOf(Metric metric, ModelOutput challenger, ModelOutput champion) => metric.Name switch
    {
        "mae" or "mape" or "mase" or "smape" => RowLoss.AbsoluteError,
        _ when challenger == ModelOutput.Value => RowLoss.SquaredError,
        "log-loss" or "brier" or "auc" or "average-precision" when challenger == ModelOutput.Probability && champion == ModelOutput.Probability => RowLoss.LogLoss,
        _ => RowLoss.Misclassification,
    };
}
