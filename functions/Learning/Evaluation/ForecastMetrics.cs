namespace MlFunctions.Learning;

/// <summary>Metrics of forecasts; rows are ordered in time.</summary>
public static class ForecastMetrics
{
    private static readonly LearningTask[] Tasks = [LearningTask.Forecast];

    /// <summary>
    /// The mean absolute error over that of the naive forecast "as one step before" on the rows evaluated; below 1 is better than naive.
    /// NaN where these never change. To scale by the series trained on instead: <see cref="ScaledBy"/>.
    /// </summary>
    public static Metric MeanAbsoluteScaledError { get; } =
        new("mase", HigherIsBetter: false, Tasks, Scaled(counts => NaiveError(counts.Truth.Target(0), 1)));

    /// <summary>The mean of 2 |y − f| / (|y| + |f|), 0 to 2; a row where both are 0 counts 0.</summary>
    public static Metric SymmetricMeanAbsolutePercentageError { get; } = new("smape", HigherIsBetter: false, Tasks, Smape);

    /// <summary>The mean absolute scaled error as Hyndman and Koehler (2006) define it: scaled by the naive error within the series trained on.</summary>
    /// <param name="training">The series trained on, ordered in time.</param>
    /// <param name="season">How many steps back the naive forecast looks, at least 1.</param>
    public static Metric ScaledBy(ReadOnlySpan<double> training, int season = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        var scale = NaiveError(training, season);
        return MeanAbsoluteScaledError with { Compute = Scaled(_ => scale) };
    }

    private static MetricFunction Scaled(Func<CommonCounts, double> scale) =>
        new CommonMetric(counts => CommonMetric.Compute(RegressionMetrics.MeanAbsoluteError, counts) / scale(counts)).Compute;

    private static double NaiveError(ReadOnlySpan<double> series, int season)
    {
        var sum = 0.0;
        for (var i = season; i < series.Length; i++)
        {
            sum += Math.Abs(series[i] - series[i - season]);
        }

        return sum > 0 ? sum / (series.Length - season) : double.NaN;
    }

    private static double Smape(Dataset truth, ReadOnlySpan<double> outputs)
    {
        OutputShape.Require(truth, outputs, 1);
        var weights = new RowWeights(truth);
        double total = 0, sum = 0;
        for (var r = 0; r < truth.Rows; r++)
        {
            var y = truth.Target(0)[r];
            var size = Math.Abs(y) + Math.Abs(outputs[r]);
            total += weights[r];
            sum += size > 0 ? weights[r] * 2 * Math.Abs(y - outputs[r]) / size : 0;
        }

        return sum / total;
    }
}
