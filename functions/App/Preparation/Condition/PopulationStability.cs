namespace MlFunctions.Preparation;

/// <summary>The population stability index (PSI) of credit scoring: how far shares have moved (Siddiqi, "Credit Risk Scorecards", 2006). Below 0.1 is no shift, above 0.25 a marked one.</summary>
internal static class PopulationStability
{
    /// <summary>The smallest share that is reckoned with, since an empty one would have no logarithm.</summary>
    private const double LeastShare = 1e-4;

    /// <summary>What the index of two samples of one population may be.</summary>
    /// <remarks>
    /// With n and m rows in k parts it is spread like χ² with k − 1 degrees of freedom times 1/n + 1/m (Yurdakul, "Statistical Properties of
    /// Population Stability Index", 2018); the quantile is by the approximation of Wilson and Hilferty (1931).
    /// </remarks>
    /// <param name="parts">How many parts.</param>
    /// <param name="before">How many rows before.</param>
    /// <param name="now">How many rows now.</param>
    /// <returns>An index that one pair of samples in 30,000 exceeds.</returns>
    public static double Chance(int parts, int before, int now)
    {
        // The standard normal quantile of 1 − 1/30,000.
        const double Deviations = 4;
        var freedom = Math.Max(1, parts - 1);
        var spread = 2 / (9.0 * freedom);
        return freedom * Math.Pow(1 - spread + (Deviations * Math.Sqrt(spread)), 3) * ((1.0 / before) + (1.0 / now));
    }

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
