using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>
/// What histograms add up, as fixed-point numbers: sums of whole numbers are exact, so that they neither depend on the order
/// in which threads add nor drift when a child's histogram is the parent's less its sibling's.
/// </summary>
/// <param name="lanes">How many numbers a row has, an even number.</param>
/// <param name="values">Rows × lanes, row by row. Lane 0 is the count or the second derivative.</param>
/// <param name="scales">The real number that 1 stands for, a lane.</param>
internal sealed class RowStatistics(int lanes, int[] values, double[] scales)
{
    // Sums of 2^31 rows stay within 64 bits, and one row keeps more digits than a 32-bit float.
    private const double Largest = 1 << 30;

    /// <summary>How many numbers a row has.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>Rows × <see cref="Lanes"/>, row by row.</summary>
    public int[] Values { get; } = values;

    /// <summary>The real number that 1 stands for, a lane.</summary>
    public double[] Scales { get; } = scales;

    /// <summary>The sums over rows, a lane each.</summary>
    public long[] Sum(ReadOnlySpan<int> rows)
    {
        var sums = new long[Lanes];
        if (Lanes == 2)
        {
            var pairs = MemoryMarshal.Cast<int, long>(Values);
            var sum = Vector128<long>.Zero;
            foreach (var row in rows)
            {
                sum += Vector128.WidenLower(Vector128.CreateScalarUnsafe(pairs[row]).AsInt32());
            }

            sum.CopyTo(sums);
            return sums;
        }

        foreach (var row in rows)
        {
            for (var lane = 0; lane < sums.Length; lane++)
            {
                sums[lane] += Values[row * sums.Length + lane];
            }
        }

        return sums;
    }

    /// <summary>The scale at which numbers up to <paramref name="magnitude"/> fit.</summary>
    public static double ScaleFor(double magnitude) => magnitude > 0 ? magnitude / Largest : 1;
}
