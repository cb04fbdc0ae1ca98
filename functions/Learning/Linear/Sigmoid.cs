namespace MlFunctions.Learning;

/// <summary>The logistic function, without overflow at either end.</summary>
internal static class Sigmoid
{
    public static double Of(double score)
    {
        var e = Math.Exp(-Math.Abs(score));
        return score >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
