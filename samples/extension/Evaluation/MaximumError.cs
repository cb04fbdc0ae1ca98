using MlFunctions.Learning;

namespace MlFunctions.Samples.Extension;

/// <summary>How far the worst prediction is off.</summary>
internal static class MaximumError
{
    /// <summary>The largest absolute error of any target, in the unit of the target.</summary>
    public static Metric Metric { get; } = new("max-error", HigherIsBetter: false, [LearningTask.Regression], (truth, outputs) =>
    {
        var largest = 0.0;
        for (var target = 0; target < truth.TargetCount; target++)
        {
            for (var row = 0; row < truth.Rows; row++)
            {
                // A row that a resample left out does not count.
                var counts = !truth.IsWeighted || truth.Weights[row] > 0;
                largest = counts ? Math.Max(largest, Math.Abs(truth.Target(target)[row] - outputs[(row * truth.TargetCount) + target])) : largest;
            }
        }

        return largest;
    });
}
