namespace MlFunctions.Learning;

/// <summary>Coefficients of a process and its partial autocorrelations, which tell whether it is stationary (Monahan, 1984).</summary>
internal static class PartialAutocorrelations
{
    /// <summary>Any real numbers to the coefficients of a stationary process: each number becomes a partial autocorrelation between −1 and 1.</summary>
    public static double[] ToCoefficients(ReadOnlySpan<double> free)
    {
        var coefficients = new double[free.Length];
        var before = new double[free.Length];
        for (var k = 0; k < free.Length; k++)
        {
            var partial = Math.Tanh(free[k]);
            coefficients.CopyTo(before, 0);
            coefficients[k] = partial;
            for (var i = 0; i < k; i++)
            {
                coefficients[i] = before[i] - partial * before[k - 1 - i];
            }
        }

        return coefficients;
    }

    /// <summary>Whether every root of 1 − Σ coefficient_i·zⁱ is farther from 0 than <paramref name="radius"/>.</summary>
    public static bool HasRootsBeyond(double radius, ReadOnlySpan<double> coefficients)
    {
        // Roots beyond the radius are roots beyond 1 of the polynomial in z / radius: those of a stationary process.
        var scaled = new double[coefficients.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = coefficients[i] * Math.Pow(radius, i + 1);
        }

        for (var k = scaled.Length - 1; k >= 0; k--)
        {
            var partial = scaled[k];
            if (!(Math.Abs(partial) < 1))
            {
                return false;
            }

            var before = scaled[..k];
            for (var i = 0; i < k; i++)
            {
                scaled[i] = (before[i] + partial * before[k - 1 - i]) / (1 - partial * partial);
            }
        }

        return true;
    }
}
