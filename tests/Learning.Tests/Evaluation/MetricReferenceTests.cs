namespace MlFunctions.Learning.Tests.Evaluation;

/// <summary>Expected numbers: scikit-learn, see reference.py.</summary>
public sealed class MetricReferenceTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Binary_metrics_are_those_of_scikit_learn(bool weighted)
    {
        var expected = Expected.Of("evaluation")["binary"];
        var truth = Tables.Targets([expected["truth"].Numbers], 2, weighted ? expected["weights"].Numbers : null);
        RequireAll(expected[weighted ? "weighted" : "unweighted"], truth, Binary(expected["probability"].Numbers));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Multiclass_metrics_are_those_of_scikit_learn(bool weighted)
    {
        var expected = Expected.Of("evaluation")["multiclass"];
        var truth = Tables.Targets([expected["truth"].Numbers], 3, weighted ? expected["weights"].Numbers : null);
        RequireAll(expected[weighted ? "weighted" : "unweighted"], truth, expected["probabilities"].Flat);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Regression_metrics_are_those_of_scikit_learn(bool weighted)
    {
        var expected = Expected.Of("evaluation")["regression"];
        var truth = Tables.Targets(Tables.Columns(expected["truth"].Rows), 0, weighted ? expected["weights"].Numbers : null);
        RequireAll(expected[weighted ? "weighted" : "unweighted"], truth, expected["predicted"].Flat);
    }

    [Fact]
    public void Clustering_metrics_are_those_of_scikit_learn()
    {
        var expected = Expected.Of("evaluation")["clustering"];
        var truth = new Dataset(Tables.Of(expected["features"].Rows), []);
        Close.Equal(expected["silhouette"].Number, ClusteringMetrics.Silhouette.Compute(truth, expected["clusters"].Numbers), Tolerance);
        Close.Equal(expected["inertia"].Number, ClusteringMetrics.Inertia.Compute(truth, expected["clusters"].Numbers), Tolerance);
    }

    [Fact]
    public void Forecast_metrics_are_those_worked_out_by_hand()
    {
        var truth = Tables.Targets([[10, 12, 11, 0]]);
        double[] forecast = [11, 10, 11, 0];

        // |errors| 1, 2, 0, 0; steps 2, 1, 11; training steps 1, 3.
        Close.Equal(0.75 / (14.0 / 3), ForecastMetrics.MeanAbsoluteScaledError.Compute(truth, forecast), Tolerance);
        Close.Equal(0.75 / 2, ForecastMetrics.ScaledBy([1, 2, 5]).Compute(truth, forecast), Tolerance);
        Close.Equal((2.0 / 21 + 4.0 / 22) / 4, ForecastMetrics.SymmetricMeanAbsolutePercentageError.Compute(truth, forecast), Tolerance);
    }

    [Fact]
    public void Brier_of_several_classes_is_the_squared_distance_summed_over_classes()
    {
        var truth = Tables.Targets([[2, 0]], 3);

        // (0.1² + 0.2² + 0.3² + 0.5² + 0.25² + 0.25²) / 2, by hand.
        Close.Equal(0.2575, ProbabilityMetrics.Brier.Compute(truth, [0.1, 0.2, 0.7, 0.5, 0.25, 0.25]), Tolerance);
    }

    [Fact]
    public void Every_metric_of_the_catalogue_is_held_against_a_reference()
    {
        var evaluation = Expected.Of("evaluation");
        var held = new[] { "binary", "multiclass", "regression" }.SelectMany(t => evaluation[t]["weighted"].Named.Select(n => n.Name))
            .Concat(["silhouette", "inertia", "mase", "smape"]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(MetricCatalog.BuiltIn.Names, held);
    }

    internal static double[] Binary(double[] probabilities) => [.. probabilities.SelectMany(p => new[] { 1 - p, p })];

    private static void RequireAll(Expected expected, Dataset truth, double[] outputs)
    {
        foreach (var (name, value) in expected.Named)
        {
            Close.Equal(value, MetricCatalog.BuiltIn.Get(name).Compute(truth, outputs), Tolerance, name);
        }
    }
}
