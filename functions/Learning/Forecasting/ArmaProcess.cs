namespace MlFunctions.Learning;

/// <summary>
/// A stationary and invertible process y_t = Σ ar_i·y_(t−i) + e_t + Σ ma_j·e_(t−j) in state space form (Harvey, 1989):
/// the state's first place is y, the others what is already known of later values.
/// </summary>
internal sealed class ArmaProcess
{
    // Doubling squares the largest root each time: after 60 times any stationary one is gone.
    private const int MostDoublings = 60;

    public ArmaProcess(ReadOnlySpan<double> ar, ReadOnlySpan<double> ma)
    {
        Size = Math.Max(ar.Length, ma.Length + 1);
        Ar = new double[Size];
        Shock = new double[Size];
        ar.CopyTo(Ar);
        Shock[0] = 1;
        ma.CopyTo(Shock.AsSpan(1));
    }

    /// <summary>How many places the state has.</summary>
    public int Size { get; }

    /// <summary>The weights of past values, filled up with 0.</summary>
    public double[] Ar { get; }

    /// <summary>What a shock of 1 adds to each place of the state.</summary>
    public double[] Shock { get; }

    /// <summary>The state one step later, without a shock.</summary>
    public void Advance(Span<double> state)
    {
        var first = state[0];
        for (var i = 0; i < Size; i++)
        {
            state[i] = Ar[i] * first + (i + 1 < Size ? state[i + 1] : 0);
        }
    }

    /// <summary>The covariance of the state before anything is seen, row by row, for shocks of variance 1: the sum of Aᵏ·s·sᵀ·Aᵏᵀ, by doubling.</summary>
    public double[] InitialCovariance()
    {
        var covariance = new double[Size * Size];
        var power = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            power[i * Size] = Ar[i];
            if (i + 1 < Size)
            {
                power[i * Size + i + 1] = 1;
            }

            for (var j = 0; j < Size; j++)
            {
                covariance[i * Size + j] = Shock[i] * Shock[j];
            }
        }

        for (var k = 0; k < MostDoublings; k++)
        {
            var added = Multiply(Multiply(power, covariance, transposeB: false), power, transposeB: true);
            var change = 0.0;
            for (var i = 0; i < added.Length; i++)
            {
                change = Math.Max(change, Math.Abs(added[i]));
                covariance[i] += added[i];
            }

            if (!(change > 1e-16 * covariance[0]))
            {
                break;
            }

            power = Multiply(power, power, transposeB: false);
        }

        return covariance;
    }

    private double[] Multiply(double[] a, double[] b, bool transposeB)
    {
        var product = new double[a.Length];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < Size; k++)
                {
                    sum += a[i * Size + k] * (transposeB ? b[j * Size + k] : b[k * Size + j]);
                }

                product[i * Size + j] = sum;
            }
        }

        return product;
    }
}
