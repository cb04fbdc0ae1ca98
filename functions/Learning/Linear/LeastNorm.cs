namespace MlFunctions.Learning;

/// <summary>The solution of least norm where columns depend on each other: of M·w = c, M of full row rank, w = Q·L⁻¹·c with Mᵀ = Q·Lᵀ.</summary>
internal sealed class LeastNorm
{
    private readonly HouseholderQr _transposed;
    private readonly int _columns;

    /// <param name="qr">The factors of the columns, each divided by its length.</param>
    /// <param name="lengths">The lengths.</param>
    public LeastNorm(HouseholderQr qr, double[] lengths)
    {
        _columns = lengths.Length;
        var transposed = new double[_columns * qr.Rank];
        for (var i = 0; i < qr.Rank; i++)
        {
            for (var j = i; j < _columns; j++)
            {
                transposed[i * _columns + qr.Order[j]] = qr[i, j] * lengths[qr.Order[j]];
            }
        }

        _transposed = new HouseholderQr(transposed, _columns, qr.Rank, tolerance: 0);
    }

    /// <summary>w for the first rank values of <paramref name="right"/>.</summary>
    public double[] Solve(double[] right)
    {
        var found = new double[_columns];
        for (var i = 0; i < _transposed.Rank; i++)
        {
            var value = right[_transposed.Order[i]];
            for (var j = 0; j < i; j++)
            {
                value -= _transposed[j, i] * found[j];
            }

            found[i] = value / _transposed[i, i];
        }

        _transposed.Apply(found);
        return found;
    }
}
