namespace MlFunctions.Learning;

/// <summary>
/// The factor R of a tall matrix A = Q·R, gathered block by block of rows without keeping Q (sequential TSQR;
/// Demmel, Grigori, Hoemmen and Langou, 2012). As accurate as a QR of all rows, unlike AᵀA.
/// </summary>
internal sealed class TriangularFactor(int size)
{
    private readonly double[] _r = new double[size * size];

    public int Size => size;

    /// <summary>R at (row, column), 0 below the diagonal.</summary>
    public double this[int row, int column] => _r[column * size + row];

    /// <summary>Takes in more rows of A.</summary>
    /// <param name="block">Column after column of <paramref name="rows"/> numbers; used up.</param>
    /// <param name="rows">How many rows.</param>
    public void Add(Span<double> block, int rows)
    {
        for (var k = 0; k < size; k++)
        {
            var reflector = block.Slice(k * rows, rows);
            var below = Lanes.Dot(reflector, reflector);
            if (below == 0)
            {
                continue;
            }

            var top = _r[k * size + k];
            var norm = Math.Sqrt(top * top + below);
            var diagonal = top > 0 ? -norm : norm;
            var first = top - diagonal;
            var scale = -1 / (first * diagonal);
            for (var j = k + 1; j < size; j++)
            {
                var other = block.Slice(j * rows, rows);
                var step = scale * (first * _r[j * size + k] + Lanes.Dot(reflector, other));
                _r[j * size + k] -= step * first;
                Lanes.AddScaled(reflector, -step, other);
            }

            _r[k * size + k] = diagonal;
        }
    }

    /// <summary>Takes in the rows that another factor stands for.</summary>
    public void Add(TriangularFactor other) => Add(other._r.AsSpan().ToArray(), size);

    /// <summary>Solves RᵀR·x = b in place.</summary>
    public void SolveNormal(Span<double> b)
    {
        for (var i = 0; i < size; i++)
        {
            b[i] = (b[i] - Lanes.Dot(_r.AsSpan(i * size, i), b[..i])) / this[i, i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            b[i] /= this[i, i];
            Lanes.AddScaled(_r.AsSpan(i * size, i), -b[i], b[..i]);
        }
    }
}
