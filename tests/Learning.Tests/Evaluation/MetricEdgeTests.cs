namespace MlFunctions.Learning.Tests.Evaluation;

public sealed class MetricEdgeTests
{
    [Fact]
    public void Auc_of_rows_of_one_class_is_undefined() =>
        Assert.True(double.IsNaN(RankingMetrics.Auc.Compute(Tables.Targets([[1, 1]], 2), [0.2, 0.8, 0.4, 0.6])));

    [Fact]
    public void Auc_counts_ties_as_half() =>
        Assert.Equal(0.5, RankingMetrics.Auc.Compute(Tables.Targets([[1, 0]], 2), [0.5, 0.5, 0.5, 0.5]));

    [Fact]
    public void Log_loss_of_scores_is_undefined() =>
        Assert.True(double.IsNaN(ProbabilityMetrics.LogLoss.Compute(Tables.Targets([[1]], 2), [-3, 3])));

    [Fact]
    public void R2_of_a_constant_target_is_1_when_met_and_0_when_missed()
    {
        var truth = Tables.Targets([[4, 4]]);
        Assert.Equal(1, RegressionMetrics.R2.Compute(truth, [4, 4]));
        Assert.Equal(0, RegressionMetrics.R2.Compute(truth, [4, 5]));
    }

    [Fact]
    public void Outputs_of_other_rows_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassMetrics.Accuracy.Compute(Tables.Targets([[1, 0]], 2), [0.1, 0.9]));
        Assert.Contains("2 outputs for 2 rows × 2 outputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silhouette_of_a_single_cluster_is_undefined() =>
        Assert.True(double.IsNaN(ClusteringMetrics.Silhouette.Compute(new Dataset(Tables.Of([[1], [2]]), []), [0, 0])));

    [Theory]
    [MemberData(nameof(MetricNames))]
    public void A_row_of_weight_2_counts_as_two_rows_and_one_of_weight_0_as_none(string name)
    {
        var metric = MetricCatalog.BuiltIn.Get(name);
        var (data, outputs) = Sample(metric.Tasks[0]);
        int[] repeated = [0, 0, 1, 2, 3, 3, 3, 4, 6, 7, 7];
        double[] weights = [2, 1, 1, 3, 1, 0, 1, 2];
        var perRow = outputs.Length / data.Rows;

        var byRepeats = metric.Compute(data.Take(repeated), [.. repeated.SelectMany(r => outputs.Skip(r * perRow).Take(perRow))]);
        var byWeights = metric.Compute(data.WithWeights(weights), outputs);

        Close.Equal(byRepeats, byWeights, 1e-12, name);
    }

    // The naive error by which mase scales is one of a series, in which a row cannot count twice.
    public static TheoryData<string> MetricNames() => [.. MetricCatalog.BuiltIn.Names.Where(n => n != "mase")];

    private static (Dataset Data, double[] Outputs) Sample(LearningTask task)
    {
        double[][] features = [[0, 1], [1, 0], [5, 5], [6, 5], [0, 2], [9, 1], [5, 6], [1, 1]];
        double[] spread = [0.2, 0.4, 0.4, 0.9, 0.35, 0.6, 0.8, 0.1];
        return task switch
        {
            LearningTask.Binary => (new Dataset(Tables.Of(features), [[0, 1, 0, 1, 1, 0, 1, 0]], 2), MetricReferenceTests.Binary(spread)),
            LearningTask.Clustering => (new Dataset(Tables.Of(features), []), [0, 0, 1, 1, 0, 0, 1, 0]),
            _ => (new Dataset(Tables.Of(features), [[1, 2, 3, 4, 5, 6, 7, 8]]), spread),
        };
    }
}
