namespace MlFunctions.Learning.Tests.Evaluation;

/// <summary>Expected numbers: scikit-learn, see reference.py.</summary>
public sealed class CurveTests
{
    private const double Tolerance = 1e-12;

    private static readonly Expected Reference = Expected.Of("evaluation")["binary"];
    private static readonly Dataset Truth = Tables.Targets([Reference["truth"].Numbers], 2);
    private static readonly double[] Outputs = MetricReferenceTests.Binary(Reference["probability"].Numbers);

    [Fact]
    public void Roc_curve_runs_through_every_point_of_scikit_learn_and_keeps_corners_only()
    {
        var curve = RocCurve.Of(Truth, Outputs);
        var (x, y) = (Reference["rocFalsePositiveRates"].Numbers, Reference["rocTruePositiveRates"].Numbers);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.True(RunsThrough(curve, x[i], y[i]), $"({x[i]}, {y[i]}) is not on the curve.");
        }

        Assert.InRange(curve.Thresholds.Count, 3, x.Length - 1);
        Close.Equal(Reference["unweighted"]["auc"].Number, curve.Area, Tolerance);
    }

    [Fact]
    public void Precision_recall_curve_is_that_of_scikit_learn()
    {
        var curve = PrecisionRecallCurve.Of(Truth, Outputs);
        Close.Equal(Reference["precisions"].Numbers, curve.Precisions, Tolerance);
        Close.Equal(Reference["recalls"].Numbers, curve.Recalls, Tolerance);
    }

    [Fact]
    public void Calibration_curve_is_that_of_scikit_learn()
    {
        var curve = CalibrationCurve.Of(Truth, Outputs, bins: 5);
        Close.Equal(Reference["calibrationPredicted"].Numbers, curve.MeanPredicted, Tolerance);
        Close.Equal(Reference["calibrationObserved"].Numbers, curve.ObservedShare, Tolerance);
        Assert.Equal(Truth.Rows, curve.Weight.Sum());
    }

    [Fact]
    public void Calibration_curve_refuses_scores()
    {
        var error = Assert.Throws<ArgumentException>(() => CalibrationCurve.Of(Tables.Targets([[1]], 2), [-2, 2]));
        Assert.Contains("2 is not a probability", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Confusion_matrix_is_that_of_scikit_learn(bool weighted)
    {
        var expected = Expected.Of("evaluation")["multiclass"];
        var truth = Tables.Targets([expected["truth"].Numbers], 3, weighted ? expected["weights"].Numbers : null);
        var matrix = ConfusionMatrix.Of(truth, expected["probabilities"].Flat);
        var cells = expected[weighted ? "weightedConfusion" : "confusion"].Rows;
        for (var t = 0; t < 3; t++)
        {
            for (var p = 0; p < 3; p++)
            {
                Close.Equal(cells[t][p], matrix[t, p], Tolerance);
            }

            if (!weighted)
            {
                Close.Equal(expected["precisions"].Numbers[t], matrix.Precision(t), Tolerance);
                Close.Equal(expected["recalls"].Numbers[t], matrix.Recall(t), Tolerance);
                Close.Equal(expected["f1"].Numbers[t], matrix.F1(t), Tolerance);
            }
        }
    }

    [Fact]
    public void Residual_quantiles_are_those_of_numpy()
    {
        var expected = Expected.Of("evaluation")["regression"];
        var truth = Tables.Targets(Tables.Columns(expected["truth"].Rows));
        var quantiles = ResidualQuantiles.Of(truth, expected["predicted"].Flat);
        Close.Equal(expected["residualQuantiles"].Numbers, quantiles.Values, Tolerance);
    }

    private static bool RunsThrough(RocCurve curve, double x, double y)
    {
        var (a, b) = (curve.FalsePositiveRates, curve.TruePositiveRates);
        return Enumerable.Range(1, a.Count - 1).Any(i =>
            x >= a[i - 1] - Tolerance && x <= a[i] + Tolerance && y >= b[i - 1] - Tolerance && y <= b[i] + Tolerance
            && Math.Abs((x - a[i - 1]) * (b[i] - b[i - 1]) - (y - b[i - 1]) * (a[i] - a[i - 1])) < Tolerance);
    }
}
