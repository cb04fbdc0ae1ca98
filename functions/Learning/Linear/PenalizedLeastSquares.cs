namespace MlFunctions.Learning;

/// <summary>
/// Solves min ‖y − X·w‖² + α·‖w‖² from the factor R, and of several solutions takes the one of least norm.
/// Which columns depend on each other is decided on columns of equal length, so that units do not matter; the penalty and
/// the norm are those of w in the units of the data.
/// </summary>
internal static class PenalizedLeastSquares
{
    // Columns come as 32-bit floats, good to 6e-8; dependence is seen at a tenth of a millionth of that.
    private const double DependenceTolerance = 1e-12;

    /// <summary>The weights, one array a target.</summary>
    public static double[][] Solve(CenteredLeastSquares problem, double alpha)
    {
        var factor = problem.Factor;
        var width = problem.Width;
        var targets = factor.Size - width;
        var kept = Enumerable.Range(0, width).Where(j => problem.Statistics.Deviations[j] > 0).ToArray();
        var solution = new double[targets][];
        for (var t = 0; t < targets; t++)
        {
            solution[t] = new double[width];
        }

        if (kept.Length == 0)
        {
            return solution;
        }

        var penalized = alpha > 0 ? kept.Length : 0;
        var rows = width + penalized;
        var lengths = new double[kept.Length];
        var scaled = new double[rows * kept.Length];
        for (var k = 0; k < kept.Length; k++)
        {
            var column = scaled.AsSpan(k * rows, rows);
            for (var i = 0; i <= kept[k]; i++)
            {
                column[i] = factor[i, kept[k]];
            }

            if (penalized > 0)
            {
                column[width + k] = Math.Sqrt(alpha);
            }

            lengths[k] = Math.Sqrt(Lanes.Dot(column, column));
            for (var i = 0; i < rows; i++)
            {
                column[i] /= lengths[k];
            }
        }

        var qr = new HouseholderQr(scaled, rows, kept.Length, DependenceTolerance);
        var leastNorm = qr.Rank < kept.Length ? new LeastNorm(qr, lengths) : null;
        for (var t = 0; t < targets; t++)
        {
            var right = new double[rows];
            for (var i = 0; i < width; i++)
            {
                right[i] = factor[i, width + t];
            }

            qr.ApplyTransposed(right);
            var found = leastNorm?.Solve(right) ?? [.. qr.SolveTriangle(right).Select((x, k) => x / lengths[k])];
            for (var k = 0; k < kept.Length; k++)
            {
                solution[t][kept[k]] = found[k];
            }
        }

        return solution;
    }
}
