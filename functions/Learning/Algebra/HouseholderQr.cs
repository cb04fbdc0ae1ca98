namespace MlFunctions.Learning;

/// <summary>
/// A·P = Q·R by Householder reflections with column pivoting (Businger and Golub, 1965).
/// The matrix is held column after column; rows ≥ columns is not needed.
/// </summary>
internal sealed class HouseholderQr
{
    private readonly double[] _a;
    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _scales;

    /// <param name="a">Taken over: rows × columns, column after column.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="tolerance">A pivot smaller than this share of the first ends the factorisation: the rank is reached.</param>
    public HouseholderQr(double[] a, int rows, int columns, double tolerance)
    {
        (_a, _rows, _columns) = (a, rows, columns);
        _scales = new double[Math.Min(rows, columns)];
        Order = [.. Enumerable.Range(0, columns)];
        for (Rank = 0; Rank < _scales.Length; Rank++)
        {
            Pivot(Rank);
            var size = Math.Sqrt(Lanes.Dot(Tail(Rank, Rank), Tail(Rank, Rank)));
            if (size == 0 || size <= tolerance * Math.Abs(_a[0]))
            {
                break;
            }

            Reflect(Rank, size);
        }
    }

    /// <summary>How many columns are independent.</summary>
    public int Rank { get; private set; }

    /// <summary>Which column of A stands at each place.</summary>
    public int[] Order { get; }

    /// <summary>R at (row, column), for row ≤ column.</summary>
    public double this[int row, int column] => _a[column * _rows + row];

    /// <summary>b becomes Qᵀ·b.</summary>
    public void ApplyTransposed(Span<double> b)
    {
        for (var k = 0; k < Rank; k++)
        {
            Apply(k, b);
        }
    }

    /// <summary>b becomes Q·b.</summary>
    public void Apply(Span<double> b)
    {
        for (var k = Rank - 1; k >= 0; k--)
        {
            Apply(k, b);
        }
    }

    /// <summary>Solves R·x = b for the independent columns, x in the order of the columns of A; dependent ones get 0.</summary>
    public double[] SolveTriangle(Span<double> b)
    {
        var x = new double[_columns];
        for (var i = Rank - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < Rank; j++)
            {
                b[i] -= this[i, j] * b[j];
            }

            b[i] /= this[i, i];
            x[Order[i]] = b[i];
        }

        return x;
    }

    // Column k keeps its reflector below the diagonal; the diagonal's own part is 1.
    private void Reflect(int k, double size)
    {
        var tail = Tail(k, k);
        var diagonal = tail[0] > 0 ? -size : size;
        var first = tail[0] - diagonal;
        for (var i = 1; i < tail.Length; i++)
        {
            tail[i] /= first;
        }

        _scales[k] = -first / diagonal;
        tail[0] = diagonal;
        for (var j = k + 1; j < _columns; j++)
        {
            Apply(k, _a.AsSpan(j * _rows, _rows));
        }
    }

    private void Apply(int k, Span<double> b)
    {
        var reflector = Tail(k, k)[1..];
        var rest = b[(k + 1).._rows];
        var step = _scales[k] * (b[k] + Lanes.Dot(reflector, rest));
        b[k] -= step;
        Lanes.AddScaled(reflector, -step, rest);
    }

    private void Pivot(int k)
    {
        var (best, largest) = (k, -1.0);
        for (var j = k; j < _columns; j++)
        {
            var size = Lanes.Dot(Tail(j, k), Tail(j, k));
            if (size > largest)
            {
                (best, largest) = (j, size);
            }
        }

        if (best != k)
        {
            (Order[k], Order[best]) = (Order[best], Order[k]);
            for (var i = 0; i < _rows; i++)
            {
                (_a[k * _rows + i], _a[best * _rows + i]) = (_a[best * _rows + i], _a[k * _rows + i]);
            }
        }
    }

    private Span<double> Tail(int column, int fromRow) => _a.AsSpan(column * _rows + fromRow, _rows - fromRow);
}
