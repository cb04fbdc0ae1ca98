namespace MlFunctions.Learning.Tests.Evaluation;

public sealed class ComparisonTests
{
    [Fact]
    public void McNemar_p_values_are_those_of_statsmodels()
    {
        foreach (var expected in Expected.Of("evaluation")["mcnemar"].Items)
        {
            var (truth, first, second) = Discordant((int)expected["onlyFirst"].Number, (int)expected["onlySecond"].Number);
            var test = McNemarTest.Of(truth, first, second);
            Assert.Equal((int)expected["onlyFirst"].Number, test.OnlyFirstRight);
            Close.Equal(expected["p"].Number, test.PValue, 1e-12);
        }
    }

    [Fact]
    public void McNemar_of_very_many_rows_does_not_underflow()
    {
        var (truth, first, second) = Discordant(5000, 5200);

        // Normal approximation with continuity correction: z = 199 / √10200 = 1.9704, p = 0.04879.
        Assert.Equal(0.04879, McNemarTest.Of(truth, first, second).PValue, 4);
    }

    [Fact]
    public void Paired_test_of_classes_agrees_with_the_exact_one()
    {
        var (truth, first, second) = Discordant(12, 30);
        var exact = McNemarTest.Of(truth, first, second).PValue;
        var drawn = PairedTest.Of(RowLoss.Misclassification, truth, first, second, permutations: 40000);
        Assert.Equal(exact, drawn.PValue, 0.002);
        Assert.Equal(18.0 / truth.Rows, drawn.MeanDifference, 1e-12);
    }

    [Fact]
    public void Paired_test_of_a_model_with_itself_finds_no_difference()
    {
        var truth = Tables.Targets([[1, 2, 3]]);
        var test = PairedTest.Of(RowLoss.SquaredError, truth, [1, 1, 1], [1, 1, 1]);
        Assert.Equal((0, 1), (test.MeanDifference, test.PValue));
    }

    [Fact]
    public void Bootstrap_interval_of_a_mean_is_the_normal_one()
    {
        var random = new RandomStream(3);
        var errors = Enumerable.Range(0, 400).Select(_ => Math.Abs(random.NextNormal())).ToArray();
        var truth = Tables.Targets([errors]);
        var interval = BootstrapInterval.Of(RegressionMetrics.MeanAbsoluteError, truth, new double[400], resamples: 4000, cancellationToken: TestContext.Current.CancellationToken);

        var mean = errors.Average();
        var error = 1.96 * Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / 400 / 400);
        Assert.Equal(mean, interval.Estimate, 1e-12);
        Assert.Equal(mean - error, interval.Lower, 0.05 * error);
        Assert.Equal(mean + error, interval.Upper, 0.05 * error);
    }

    [Fact]
    public void Bootstrap_intervals_of_metrics_that_share_their_counts_are_those_of_each_alone()
    {
        var random = new RandomStream(9);
        var truth = Tables.Targets([[.. Enumerable.Range(0, 80).Select(row => (double)(row % 2))]], 2);
        double[] outputs = [.. Enumerable.Range(0, 80).Select(_ => random.NextDouble()).SelectMany(share => new[] { 1 - share, share })];
        Metric[] metrics = [.. MetricCatalog.BuiltIn.For(LearningTask.Binary)];
        Metric[] alone = [.. metrics.Select(metric => metric with { Compute = (rows, values) => metric.Compute(rows, values) })];

        Assert.Equal(
            BootstrapInterval.Of(alone, truth, outputs, resamples: 50, cancellationToken: TestContext.Current.CancellationToken),
            BootstrapInterval.Of(metrics, truth, outputs, resamples: 50, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(LearningTask.Binary, 2)]
    [InlineData(LearningTask.Multiclass, 3)]
    [InlineData(LearningTask.Regression, 0)]
    [InlineData(LearningTask.Forecast, 0)]
    public void Bootstrap_intervals_of_what_resamples_share_are_those_of_resamples_counted_anew(LearningTask task, int classes)
    {
        const int Rows = 60;
        var random = new RandomStream(4);
        var truth = Tables.Targets([Drawn(Rows, () => classes == 0 ? random.NextDouble() : random.NextBelow(classes))], classes, Drawn(Rows, random.NextDouble));
        Metric[] metrics = [.. MetricCatalog.BuiltIn.For(task)];
        Metric[] anew = [.. metrics.Select(metric => metric with { Compute = (rows, values) => metric.Compute(rows, values) })];
        var (first, second) = (Outputs(), Outputs());

        Assert.Equal(
            BootstrapInterval.Of(anew, truth, first, blockRows: 3, resamples: 40, cancellationToken: TestContext.Current.CancellationToken),
            BootstrapInterval.Of(metrics, truth, first, blockRows: 3, resamples: 40, threads: 2, cancellationToken: TestContext.Current.CancellationToken));
        foreach (var (metric, value) in MetricCatalog.BuiltIn.ValuesOf(task, truth, first))
        {
            Assert.Equal(metric.Compute(truth, first), value);
            var difference = metric with { Compute = (rows, values) => metric.Compute(rows, values) - metric.Compute(rows, second) };
            Assert.Equal(
                BootstrapInterval.Of(difference, truth, first, resamples: 40, cancellationToken: TestContext.Current.CancellationToken),
                BootstrapInterval.OfDifference(metric, truth, first, second, resamples: 40, threads: 2, cancellationToken: TestContext.Current.CancellationToken));
        }

        // Few distinct shares, so that scores are tied.
        double[] Outputs() => classes == 0 ? Drawn(Rows, random.NextDouble) : [.. Enumerable.Range(0, Rows).SelectMany(_ =>
        {
            var shares = Drawn(classes, () => 1 + random.NextBelow(3));
            return shares.Select(share => share / shares.Sum());
        })];
    }

    [Fact]
    public void Area_under_the_curve_is_the_share_of_pairs_that_are_in_order()
    {
        const int Rows = 50;
        var random = new RandomStream(6);
        var classes = Drawn(Rows, () => random.NextBelow(2));
        var weights = Drawn(Rows, random.NextDouble);
        var scores = Drawn(Rows, () => random.NextBelow(10) / 10.0);
        var truth = Tables.Targets([classes], 2, weights);
        var pairs = from p in Enumerable.Range(0, Rows)
                    where classes[p] == 1
                    from n in Enumerable.Range(0, Rows)
                    where classes[n] == 0
                    select (Weight: weights[p] * weights[n], InOrder: scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0);

        Assert.Equal(
            pairs.Sum(pair => pair.Weight * pair.InOrder) / pairs.Sum(pair => pair.Weight),
            RankingMetrics.Auc.Compute(truth, [.. scores.SelectMany(score => new[] { 1 - score, score })]),
            1e-12);
    }

    [Fact]
    public void Bootstrap_interval_does_not_depend_on_threads_and_counts_resamples_without_a_value()
    {
        var truth = Tables.Targets([[1, 0, 0, 0, 0]], 2);
        double[] outputs = [0.5, 0.5, 0.9, 0.1, 0.8, 0.2, 0.4, 0.6, 0.7, 0.3];
        var one = BootstrapInterval.Of(RankingMetrics.Auc, truth, outputs, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(one, BootstrapInterval.Of(RankingMetrics.Auc, truth, outputs, threads: 2, cancellationToken: TestContext.Current.CancellationToken));

        // Without the only row of class 1: 0.8⁵ = 33 % of the resamples.
        Assert.InRange(one.Resamples, 600, 740);
    }

    [Fact]
    public void Permutation_importance_names_the_only_feature_that_counts()
    {
        var random = new RandomStream(5);
        var rows = Enumerable.Range(0, 300).Select(_ => new[] { random.NextNormal(), random.NextNormal() }).ToArray();
        var data = new Dataset(Tables.Of(rows), [[.. rows.Select(r => (double)(float)r[1])]]);
        var importances = PermutationImportance.Of(new SecondFeature(), data, RegressionMetrics.R2, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new FeatureImportance("x0", 0, 0), importances[0]);

        // Shuffled, prediction and target are independent with equal variance: R² falls from 1 to −1.
        Assert.Equal(2, importances[1].Mean, 0.2);
        Assert.InRange(importances[1].StandardDeviation, 1e-6, 0.3);
    }

    private static double[] Drawn(int count, Func<double> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];

    private static (Dataset Truth, double[] First, double[] Second) Discordant(int onlyFirst, int onlySecond)
    {
        double[] right = [0, 1], wrong = [1, 0];
        var rows = onlyFirst + onlySecond + 7;
        return (
            Tables.Targets([[.. Enumerable.Repeat(1.0, rows)]], 2),
            [.. Enumerable.Range(0, rows).SelectMany(r => r < onlyFirst || r >= onlyFirst + onlySecond ? right : wrong)],
            [.. Enumerable.Range(0, rows).SelectMany(r => r >= onlyFirst ? right : wrong)]);
    }

    private sealed class SecondFeature : IModel
    {
        public string Trainer => "second-feature";

        public LearningTask Task => LearningTask.Regression;

        public int FeatureCount => 2;

        public int OutputCount => 1;

        public ModelOutput Output => ModelOutput.Value;

        public void Predict(ReadOnlySpan<float> row, Span<double> outputs) => outputs[0] = row[1];

        public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default)
        {
            for (var r = 0; r < table.Rows; r++)
            {
                outputs[r] = table.Column(1)[r];
            }
        }

        public void Write(ModelWriter writer) => throw new NotSupportedException();
    }
}
