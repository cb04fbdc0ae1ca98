namespace MlFunctions.Learning;

/// <summary>
/// A model that looks at no feature: what every other is to be better than. Of classes the most frequent one with the shares of the
/// training rows, of numbers their mean, of a series its last value, or that of one season before where it has a season.
/// </summary>
/// <param name="Name">What it answers, for people.</param>
/// <param name="Outputs">Its outputs, rows × outputs, row by row, as those of other models of the task.</param>
public sealed record NaiveModel(string Name, double[] Outputs)
{
    /// <summary>The naive models of a task; none of clustering.</summary>
    /// <param name="task">The task.</param>
    /// <param name="training">For each target its values in the training rows, at least one row; of a forecast in order of time.</param>
    /// <param name="classes">How many classes there are; 0 where targets are numbers.</param>
    /// <param name="rows">For how many rows; of a forecast the steps that follow the training rows.</param>
    public static IReadOnlyList<NaiveModel> Of(LearningTask task, IReadOnlyList<double[]> training, int classes, int rows)
    {
        ArgumentNullException.ThrowIfNull(training);
        return task switch
        {
            LearningTask.Binary or LearningTask.Multiclass => [new("most frequent class", Repeated(Shares(training[0], classes), rows))],
            LearningTask.Regression => [new("mean", Repeated([.. training.Select(target => target.Average())], rows))],
            LearningTask.Forecast => Forecasts(training[0], rows),
            _ => [],
        };
    }

    private static NaiveModel[] Forecasts(double[] series, int rows)
    {
        var last = new NaiveModel("last value", Repeated([series[^1]], rows));
        return SeasonLength.Of(series) is { } season
            ? [last, new($"value {season} steps before", [.. Enumerable.Range(0, rows).Select(step => series[series.Length - season + (step % season)])])]
            : [last];
    }

    private static double[] Shares(double[] codes, int classes)
    {
        var shares = new double[classes];
        foreach (var code in codes)
        {
            shares[(int)code] += 1.0 / codes.Length;
        }

        return shares;
    }

    private static double[] Repeated(double[] outputs, int rows) => [.. Enumerable.Range(0, rows * outputs.Length).Select(i => outputs[i % outputs.Length])];
}
