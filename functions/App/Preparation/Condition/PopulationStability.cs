namespace MlFunctions.Preparation;

/// <summary>The population stability index (PSI) of credit scoring: how far shares have moved (Siddiqi, "Credit Risk Scorecards", 2006). Below 0.1 is no shift, above 0.25 a marked one.</summary>
internal static class PopulationStability
{
    /// <summary>The smallest share that is reckoned with, since an empty one would have no logarithm.</summary>
    private const double LeastShare = 1e-4;

    /// <summary>The index of two divisions into the same parts; 0 where they are equal.</summary>
    /// <param name="before">Shares, 0 to 1.</param>
    /// <param name="now">As many shares.</param>
    public static double Index(IReadOnlyList<double> before, IReadOnlyList<double> now)
    {
        var sum = 0d;
        for (var i = 0; i < before.Count; i++)
        {
            var b = Math.Max(before[i], LeastShare);
            var n = Math.Max(now[i], LeastShare);
            sum += (n - b) * Math.Log(n / b);
        }

        return sum;
    }
}
