namespace MlFunctions.Learning.Tests.Evaluation;

/// <summary>Sums that rows come and go from tell the same as the rows.</summary>
public sealed class RunningErrorsTests
{
    [Fact]
    public void Rows_added_and_taken_away_leave_the_metrics_of_those_that_stay()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 500).Select(_ => (Truth: 1e6 + random.NextDouble(), Predicted: 1e6 + random.NextDouble())).ToArray();

        var running = rows.Aggregate(RunningErrors.None, (errors, row) => errors.With(row.Truth, row.Predicted));
        running = rows[..200].Aggregate(running, (errors, row) => errors.Without(row.Truth, row.Predicted));

        var truth = Tables.Targets([[.. rows[200..].Select(row => row.Truth)]]);
        double[] outputs = [.. rows[200..].Select(row => row.Predicted)];
        Assert.Equal(300, running.Count);
        Assert.All(running.Metrics(), metric => Close.Equal(MetricCatalog.BuiltIn.Get(metric.Key).Compute(truth, outputs), metric.Value, 1e-9, metric.Key));
        Assert.Equal(["mae", "r2", "rmse"], running.Metrics().Keys.Order(StringComparer.Ordinal));
        Close.Equal(rows[200..].Average(row => row.Truth), running.MeanTruth(), 1e-12, "mean truth");
        Close.Equal(rows[200..].Average(row => row.Predicted), running.MeanPrediction(), 1e-12, "mean prediction");
    }

    [Fact]
    public void A_constant_truth_is_met_or_missed()
    {
        Assert.Equal(1, RunningErrors.None.With(0.1, 0.1).With(0.1, 0.1).Metrics()["r2"]);
        Assert.Equal(0, RunningErrors.None.With(0.1, 0.1).With(0.1, 0.2).Metrics()["r2"]);
    }

    [Fact]
    public void No_rows_have_no_metrics() => Assert.Empty(RunningErrors.None.Metrics());
}
