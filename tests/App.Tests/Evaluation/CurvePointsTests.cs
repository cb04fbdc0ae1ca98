using MlFunctions.Evaluation;
using MlFunctions.Learning;

namespace MlFunctions.Tests.Evaluation;

/// <summary>Curves are kept in few points.</summary>
public sealed class CurvePointsTests
{
    [Fact]
    public void ACurveOfManyPoints_IsKeptInAFewHundred_WithItsEndsAndItsShape()
    {
        const int Rows = 20_000;
        var random = new RandomStream(4);
        var scores = Enumerable.Range(0, Rows).Select(_ => random.NextDouble()).ToArray();
        double[] classes = [.. scores.Select(score => random.NextDouble() < score ? 1.0 : 0.0)];
        var truth = new Dataset(new FeatureTable([new("x")], [new float[Rows]]), [classes], 2);
        double[] outputs = [.. scores.SelectMany(score => new[] { 1 - score, score })];
        var whole = RocCurve.Of(truth, outputs);

        var kept = CurvePoints.Thin(whole);

        Assert.True(whole.Thresholds.Count > 5_000);
        Assert.InRange(kept.Thresholds.Count, 150, CurvePoints.Most);
        Assert.Equal((0, 0, 1, 1), (kept.FalsePositiveRates[0], kept.TruePositiveRates[0], kept.FalsePositiveRates[^1], kept.TruePositiveRates[^1]));
        Assert.Equal(whole.Area, kept.Area);

        // The trapezoids under the points that are left have the area of all but for a thousandth.
        var area = Enumerable.Range(1, kept.Thresholds.Count - 1).Sum(i =>
            (kept.FalsePositiveRates[i] - kept.FalsePositiveRates[i - 1]) * (kept.TruePositiveRates[i] + kept.TruePositiveRates[i - 1]) / 2);
        Assert.Equal(whole.Area, area, 1e-3);
    }
}
