using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Tests.Evaluation;

/// <summary>What a deployed model says of itself is what scikit-learn 1.2.1 and SciPy 1.10.1 find on the same holdout.</summary>
public sealed class EvaluationReferenceTests
{
    private static JsonArray Fraud => [new JsonObject { ["name"] = "fraud", ["classes"] = new JsonArray("0", "1"), ["labels"] = new JsonArray("fine", "fraud") }];

    [Fact]
    [Trait("Acceptance", "45")]
    [Trait("Acceptance", "46")]
    [Trait("Acceptance", "47")]
    public async Task Binary_MetricsCurvesConfusionAndIntervals_AreThoseOfScikitLearn()
    {
        await using var host = await ReferenceRun.StartAsync();
        var expected = ReferenceRun.Expected("binary");

        await ReferenceRun.TrainAsync(host, "binary", "binary", "log-loss", ["first", "second"], Fraud);
        var model = await ReferenceRun.ModelAsync(host, "binary");

        AssertMetrics(expected.GetProperty("metrics"), model.GetProperty("metrics"));
        var evaluation = model.GetProperty("evaluation").GetProperty("evaluation");
        Assert.Equal(200, evaluation.GetProperty("rows").GetInt32());
        Assert.Equal(Rows(expected.GetProperty("confusion")), Rows(evaluation.GetProperty("confusion")));
        AssertClasses(expected.GetProperty("classes"), evaluation.GetProperty("classes"), ["fine", "fraud"]);

        var curves = expected.GetProperty("curves");
        var fraud = evaluation.GetProperty("classes")[1];
        AssertClose(curves.GetProperty("area"), fraud.GetProperty("roc").GetProperty("area"));
        AssertSameLine(curves, "falsePositiveRates", "truePositiveRates", fraud.GetProperty("roc"));
        AssertClose(curves.GetProperty("averagePrecision"), fraud.GetProperty("precisionRecall").GetProperty("averagePrecision"));
        AssertClose(curves.GetProperty("precisions"), fraud.GetProperty("precisionRecall").GetProperty("precisions"));
        AssertClose(curves.GetProperty("recalls"), fraud.GetProperty("precisionRecall").GetProperty("recalls"));
        AssertClose(curves.GetProperty("predicted"), fraud.GetProperty("calibration").GetProperty("meanPredicted"));
        AssertClose(curves.GetProperty("observed"), fraud.GetProperty("calibration").GetProperty("observedShare"));
        AssertIntervals(expected.GetProperty("intervals"), evaluation.GetProperty("intervals"));
    }

    [Fact]
    [Trait("Acceptance", "45")]
    public async Task Multiclass_MetricsConfusionAndAreas_AreThoseOfScikitLearn()
    {
        await using var host = await ReferenceRun.StartAsync();
        var expected = ReferenceRun.Expected("multiclass");

        await ReferenceRun.TrainAsync(host, "multiclass", "multiclass", "accuracy", ["first", "second", "third"], [new JsonObject { ["name"] = "crop" }]);
        var model = await ReferenceRun.ModelAsync(host, "multiclass");

        AssertMetrics(expected.GetProperty("metrics"), model.GetProperty("metrics"));
        var evaluation = model.GetProperty("evaluation").GetProperty("evaluation");
        Assert.Equal(Rows(expected.GetProperty("confusion")), Rows(evaluation.GetProperty("confusion")));
        AssertClasses(expected.GetProperty("classes"), evaluation.GetProperty("classes"), ["hay", "oats", "wheat"]);
        AssertClose(Numbers(expected.GetProperty("areas")), [.. evaluation.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("roc").GetProperty("area").GetDouble())]);
        AssertClose(
            Numbers(expected.GetProperty("classes").GetProperty("rows")),
            [.. evaluation.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("rows").GetDouble())]);
    }

    [Fact]
    [Trait("Acceptance", "45")]
    public async Task Regression_MetricsAndResidualsOfEachTarget_AreThoseOfScikitLearnAndNumPy()
    {
        await using var host = await ReferenceRun.StartAsync();
        var expected = ReferenceRun.Expected("regression");

        await ReferenceRun.TrainAsync(
            host, "regression", "regression", "mae", ["first", "second"], [new JsonObject { ["name"] = "price" }, new JsonObject { ["name"] = "days" }]);
        var model = await ReferenceRun.ModelAsync(host, "regression");

        AssertMetrics(expected.GetProperty("metrics"), model.GetProperty("metrics"));
        var evaluation = model.GetProperty("evaluation").GetProperty("evaluation");
        foreach (var (reference, target) in expected.GetProperty("targets").EnumerateArray().Zip(evaluation.GetProperty("targets").EnumerateArray()))
        {
            Assert.All(["r2", "mae", "rmse"], name => AssertClose(reference.GetProperty(name), target.GetProperty("metrics").GetProperty(name)));
            AssertClose(reference.GetProperty("residuals"), target.GetProperty("residuals").GetProperty("values"));
        }

        var bands = evaluation.GetProperty("targets")[0].GetProperty("bands").EnumerateArray().ToArray();
        AssertClose(Numbers(expected.GetProperty("bands").GetProperty("predicted")), [.. bands.Select(band => band.GetProperty("meanPredicted").GetDouble())]);
        AssertInterval(Numbers(expected.GetProperty("interval")), evaluation.GetProperty("intervals").GetProperty("mae"));
    }

    [Fact]
    [Trait("Acceptance", "45")]
    [Trait("Acceptance", "49")]
    public async Task AChallenger_IsComparedWithTheChampionOnTheSameRows_AsSciPyDoes()
    {
        await using var host = await ReferenceRun.StartAsync();
        var expected = ReferenceRun.Expected("binary").GetProperty("comparison");
        await ReferenceRun.TrainAsync(host, "binary", "binary", "log-loss", ["first", "second"], Fraud);

        var run = await ReferenceRun.TrainAsync(host, "binary", "binary", "log-loss", ["first", "second"], Fraud, column: 2, champion: "ignore", file: "again.csv");

        var report = await host.GetAsync($"runs/{run.GetProperty("id").GetString()}/evaluation");
        var comparison = report.GetProperty("verdict").GetProperty("comparison");
        Assert.Equal(1, comparison.GetProperty("champion").GetInt32());
        AssertClose(expected.GetProperty("difference"), comparison.GetProperty("difference"));
        AssertInterval(Numbers(expected.GetProperty("interval")), comparison.GetProperty("interval"));

        // 9,999 permutations here and 50,000 there: three standard errors of the difference.
        var p = expected.GetProperty("pValue").GetDouble();
        Assert.Equal(p, comparison.GetProperty("pValue").GetDouble(), 3 * Math.Sqrt(p * (1 - p) * (1.0 / 9999 + 1.0 / 50000)));
        Assert.Equal(2, (await host.ModelsAsync("binary")).GetProperty("champion").GetInt32());
        Assert.Equal(comparison.GetRawText(), (await ReferenceRun.ModelAsync(host, "binary", 2)).GetProperty("evaluation").GetProperty("evaluation").GetProperty("comparison").GetRawText());
    }

    private static void AssertMetrics(JsonElement expected, JsonElement actual) =>
        Assert.All(expected.EnumerateObject(), metric => AssertClose(metric.Value, actual.GetProperty(metric.Name)));

    private static void AssertClasses(JsonElement expected, JsonElement actual, string[] names)
    {
        Assert.Equal(names, actual.EnumerateArray().Select(c => c.GetProperty("class").GetString()));
        Assert.All(
            ["precision", "recall", "f1"],
            name => AssertClose(Numbers(expected.GetProperty(name)), [.. actual.EnumerateArray().Select(c => c.GetProperty(name).GetDouble())]));
    }

    private static void AssertIntervals(JsonElement expected, JsonElement actual) =>
        Assert.All(expected.EnumerateObject(), interval => AssertInterval(Numbers(interval.Value), actual.GetProperty(interval.Name)));

    // Both are drawn at random: the ends agree within a tenth of the width.
    private static void AssertInterval(double[] expected, JsonElement actual)
    {
        var tolerance = 0.1 * (expected[1] - expected[0]);
        Assert.Equal(expected[0], actual.GetProperty("lower").GetDouble(), tolerance);
        Assert.Equal(expected[1], actual.GetProperty("upper").GetDouble(), tolerance);
    }

    // The reference keeps some points that lie on a line between their neighbours: each of its points is on the curve.
    private static void AssertSameLine(JsonElement expected, string x, string y, JsonElement actual)
    {
        var (xs, ys) = (Numbers(actual.GetProperty(x)), Numbers(actual.GetProperty(y)));
        foreach (var (px, py) in Numbers(expected.GetProperty(x)).Zip(Numbers(expected.GetProperty(y))))
        {
            Assert.Contains(Enumerable.Range(1, xs.Length - 1), i =>
                px >= xs[i - 1] - 1e-12 && px <= xs[i] + 1e-12 && py >= ys[i - 1] - 1e-12 && py <= ys[i] + 1e-12
                && Math.Abs((xs[i] - xs[i - 1]) * (py - ys[i - 1]) - (ys[i] - ys[i - 1]) * (px - xs[i - 1])) < 1e-12);
        }
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];

    private static double[][] Rows(JsonElement table) => [.. table.EnumerateArray().Select(Numbers)];

    private static void AssertClose(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            AssertClose(Numbers(expected), Numbers(actual));
        }
        else
        {
            Assert.Equal(expected.GetDouble(), actual.GetDouble(), 1e-9);
        }
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }
}
