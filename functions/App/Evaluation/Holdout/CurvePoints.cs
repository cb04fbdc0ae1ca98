using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>Thins curves out to a bounded number of points; the areas stay those of all points.</summary>
internal static class CurvePoints
{
    /// <summary>The most points that a curve keeps.</summary>
    public const int Most = 200;

    /// <summary>The curve in at most <see cref="Most"/> points.</summary>
    public static RocCurve Thin(RocCurve curve)
    {
        var kept = Keep(curve.FalsePositiveRates, curve.TruePositiveRates);
        return curve with { Thresholds = At(curve.Thresholds, kept), FalsePositiveRates = At(curve.FalsePositiveRates, kept), TruePositiveRates = At(curve.TruePositiveRates, kept) };
    }

    /// <summary>The curve in at most <see cref="Most"/> points.</summary>
    public static PrecisionRecallCurve Thin(PrecisionRecallCurve curve)
    {
        var kept = Keep(curve.Recalls, curve.Precisions);
        return curve with { Thresholds = At(curve.Thresholds, kept), Precisions = At(curve.Precisions, kept), Recalls = At(curve.Recalls, kept) };
    }

    // The ends, and between them a point wherever the curve has gone on by its share of the whole length.
    private static int[] Keep(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count <= Most)
        {
            return [.. Enumerable.Range(0, x.Count)];
        }

        var steps = new double[x.Count];
        for (var i = 1; i < steps.Length; i++)
        {
            steps[i] = double.Hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
        }

        var share = steps.Sum() / (Most - 2);
        var kept = new List<int> { 0 };
        var gone = 0.0;
        for (var i = 1; i < steps.Length - 1 && kept.Count < Most - 1; i++)
        {
            gone += steps[i];
            if (gone >= share)
            {
                kept.Add(i);
                gone = 0;
            }
        }

        kept.Add(x.Count - 1);
        return [.. kept];
    }

    private static double[] At(IReadOnlyList<double> values, int[] kept) => [.. kept.Select(i => values[i])];
}
