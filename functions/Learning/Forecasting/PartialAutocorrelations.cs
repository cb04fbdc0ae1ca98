namespace MlFunctions.Learning;

/// <summary>Any real numbers to the coefficients of a stationary process: each number becomes a partial autocorrelation between −1 and 1 (Monahan, 1984).</summary>
internal static class PartialAutocorrelations
{
    public static double[] ToCoefficients(ReadOnlySpan<double> free)
    {
        var coefficients = new double[free.Length];
        var before = new double[free.Length];
        for (var k = 0; k < free.Length; k++)
        {
            var partial = free[k] / Math.Sqrt(1 + free[k] * free[k]);
            coefficients.CopyTo(before, 0);
            coefficients[k] = partial;
            for (var i = 0; i < k; i++)
            {
                coefficients[i] = before[i] - partial * before[k - 1 - i];
            }
        }

        return coefficients;
    }
}
