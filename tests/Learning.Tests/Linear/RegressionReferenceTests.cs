namespace MlFunctions.Learning.Tests.Linear;

/// <summary>Expected numbers: scikit-learn and numpy, see reference.py.</summary>
public sealed class RegressionReferenceTests
{
    private static readonly Expected Reference = Expected.Of("regressions");
    private static readonly double[][] Features = Reference["features"].Rows;
    private static readonly double[][] Targets = Tables.Columns(Reference["targets"].Rows);

    [Fact]
    public void Least_squares_of_two_targets_and_weights_are_those_of_scikit_learn()
    {
        Require("ols", "linear-regression", Both(), 1e-9);
        Require("olsWeighted", "linear-regression", Both().WithWeights(Reference["weights"].Numbers), 1e-9);
    }

    [Fact]
    public void Least_squares_of_more_columns_than_rows_has_the_least_norm() =>
        Require("olsWide", "linear-regression", Wide(), 1e-9);

    [Fact]
    public void Least_squares_of_dependent_columns_has_the_least_norm() =>
        Require("olsTwice", "linear-regression", new Dataset(Tables.Of(Reference["twice"].Rows), Targets), 1e-9);

    [Fact]
    public void A_category_is_learned_as_one_indicator_a_code()
    {
        var codes = Reference["codes"].Numbers;
        var rows = Features.Select((r, i) => new[] { r[0], r[1], codes[i] }).ToArray();
        Require("olsCoded", "linear-regression", new Dataset(Tables.Of(rows, 0, 0, 4), [Targets[0]]), 1e-9);
    }

    [Fact]
    public void Ridge_is_that_of_scikit_learn()
    {
        Require("ridge", "ridge", Both(), 1e-9, ("alpha", 2.5));
        Require("ridgeWeighted", "ridge", Both().WithWeights(Reference["weights"].Numbers), 1e-9, ("alpha", 2.5));
        Require("ridgeWide", "ridge", Wide(), 1e-9, ("alpha", 0.7));
    }

    [Theory]
    [InlineData("lasso", false)]
    [InlineData("elasticNet", false)]
    [InlineData("elasticNetWeighted", true)]
    public void Elastic_net_is_that_of_scikit_learn(string name, bool weighted)
    {
        var data = new Dataset(Tables.Of(Features), [Targets[0]], 0, weighted ? Reference["weights"].Numbers : null);
        Require(name, "elastic-net", data, 1e-4, ("alpha", Reference[name]["alpha"].Number), ("l1Ratio", Reference[name]["l1Ratio"].Number));
        RequireObjective(name, data, Features);
    }

    [Fact]
    public void Elastic_net_of_more_columns_than_rows_reaches_the_optimum() =>
        RequireObjective("elasticNetWide", Wide(), Reference["wide"].Rows);

    [Fact]
    public void Housing_is_learned_as_by_scikit_learn()
    {
        var (features, targets) = RealTables.Read("housing.csv", "MEDV", "PTRATIO");
        var data = new Dataset(Tables.Of(features), targets);
        var expected = Reference["housing"];
        Require(expected["ols"], Fit.Train("linear-regression", LearningTask.Regression, data), 1e-8);
        Require(expected["ridge"], Fit.Train("ridge", LearningTask.Regression, data, ("alpha", 1.0)), 1e-8);
        var price = new Dataset(data.Features, [targets[0]]);
        Require(expected["elasticNet"], Fit.Train("elastic-net", LearningTask.Regression, price, ("alpha", 0.1), ("l1Ratio", 0.5)), 1e-4);
        var outputs = Fit.Train("linear-regression", LearningTask.Regression, data).Outputs(data.Features);
        Close.Equal(expected["r2"].Number, RegressionMetrics.R2.Compute(data, outputs), 1e-9);
    }

    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(0.01, 0.9)]
    [InlineData(0.0001, 1)]
    public void Elastic_net_of_columns_that_are_nearly_alike_meets_the_conditions_of_the_optimum(double alpha, double ratio)
    {
        var random = new RandomStream(6);
        double[] common = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())];
        double[][] rows = [.. common.Select(x => Enumerable.Range(0, 120).Select(_ => (double)(float)(x + 0.01 * random.NextDouble())).ToArray())];
        double[] target = [.. common.Select(x => 3 * x + random.NextDouble())];
        var (weights, intercepts) = Fit.Train("elastic-net", LearningTask.Regression, new Dataset(Tables.Of(rows), [target]), ("alpha", alpha), ("l1Ratio", ratio)).Coefficients();

        // Karush, Kuhn and Tucker: the gradient of the smooth part is −alpha·l1Ratio·sign(w), and between the two where w is 0.
        double[] residuals = [.. rows.Select((row, r) => target[r] - intercepts[0] - row.Zip(weights, (x, w) => x * w).Sum())];
        for (var j = 0; j < weights.Length; j++)
        {
            var slope = -residuals.Select((e, r) => e * rows[r][j]).Sum() / 100 + alpha * (1 - ratio) * weights[j];
            var distance = weights[j] != 0 ? Math.Abs(slope + alpha * ratio * Math.Sign(weights[j])) : Math.Max(0, Math.Abs(slope) - alpha * ratio);
            Assert.InRange(distance, 0, 1e-7);
        }
    }

    private static Dataset Both() => new(Tables.Of(Features), Targets);

    private static Dataset Wide() => new(Tables.Of(Reference["wide"].Rows), [Reference["wideTarget"].Numbers]);

    private static void Require(string name, string trainer, Dataset data, double tolerance, params (string, object?)[] hyperparameters) =>
        Require(Reference[name], Fit.Train(trainer, LearningTask.Regression, data, hyperparameters), tolerance);

    private static void Require(Expected expected, IModel model, double tolerance)
    {
        var (weights, intercepts) = model.Coefficients();
        Close.Equal(expected["coefficients"].Flat, weights, tolerance);
        Close.Equal(expected["intercepts"].Numbers, intercepts, tolerance * 1000);
    }

    private static void RequireObjective(string name, Dataset data, double[][] rows)
    {
        var (alpha, ratio) = (Reference[name]["alpha"].Number, Reference[name]["l1Ratio"].Number);
        var (weights, intercepts) = Fit.Train("elastic-net", LearningTask.Regression, data, ("alpha", alpha), ("l1Ratio", ratio)).Coefficients();
        var optimum = Objective(Reference[name]["coefficients"].Flat, Reference[name]["intercepts"].Numbers[0]);
        Assert.InRange(Objective(weights, intercepts[0]) / optimum, 1 - 1e-6, 1 + 1e-6);

        double Objective(double[] w, double b)
        {
            double loss = 0, total = 0;
            for (var r = 0; r < rows.Length; r++)
            {
                var weight = data.IsWeighted ? data.Weights[r] : 1;
                var error = data.Target(0)[r] - b - rows[r].Zip(w, (x, y) => x * y).Sum();
                loss += weight * error * error;
                total += weight;
            }

            return loss / (2 * total) + alpha * ratio * w.Sum(Math.Abs) + 0.5 * alpha * (1 - ratio) * w.Sum(x => x * x);
        }
    }
}
