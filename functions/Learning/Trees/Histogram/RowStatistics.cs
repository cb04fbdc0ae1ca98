using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>
/// What histograms add up, as fixed-point numbers: sums of whole numbers are exact, so that they neither depend on the order
/// in which threads add nor drift when a child's histogram is the parent's less its sibling's.
/// </summary>
/// <param name="lanes">How many numbers a row has, an even number. Lane 0 is the count, the weight or the second derivative: never negative.</param>
/// <param name="rows">How many rows there are.</param>
internal sealed class RowStatistics(int lanes, int rows)
{
    /// <summary>The largest whole number of a row: sums of 2^31 rows stay within 64 bits, and one row keeps more digits than a 32-bit float.</summary>
    public const int Largest = 1 << 30;

    private const int BlockRows = 1 << 16;

    private readonly int[] _largest = new int[lanes];

    /// <summary>How many numbers a row has.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>Rows × <see cref="Lanes"/>, row by row.</summary>
    public int[] Values { get; } = new int[rows * lanes];

    /// <summary>The real number that 1 stands for, a lane.</summary>
    public double[] Scales { get; } = new double[lanes];

    /// <summary>
    /// By how many bits lane 1 stands above lane 0 where both are added up in one word, <see cref="PackedSums.MostRows"/> rows at most;
    /// null: they do not fit.
    /// </summary>
    public int? PackedShift
    {
        get
        {
            if (Lanes != 2)
            {
                return null;
            }

            // Lane 1 has a sign.
            var (shift, above) = (BitsOfSum(_largest[0]), BitsOfSum(_largest[1]) + 1);
            return shift + above <= 64 ? shift : null;
        }
    }

    /// <summary>Sets the scale of a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="magnitude">The largest absolute value that a row may have.</param>
    /// <param name="largest">The whole number that stands for it.</param>
    public void SetScale(int lane, double magnitude, int largest = Largest)
    {
        Scales[lane] = magnitude > 0 ? magnitude / largest : 1;
        _largest[lane] = largest;
    }

    /// <summary>The sums over rows, a lane each.</summary>
    public long[] Sum(int[] chosen, int count, int threads)
    {
        var sums = new long[Lanes];
        Blocks.ForEach(count, BlockRows, threads, (from, to) =>
        {
            var block = Sum(chosen.AsSpan(from, to - from));
            for (var lane = 0; lane < sums.Length; lane++)
            {
                Interlocked.Add(ref sums[lane], block[lane]);
            }
        }, CancellationToken.None);
        return sums;
    }

    private long[] Sum(ReadOnlySpan<int> chosen)
    {
        var sums = new long[Lanes];
        if (Lanes == 2)
        {
            var pairs = MemoryMarshal.Cast<int, long>(Values);
            var sum = Vector128<long>.Zero;
            foreach (var row in chosen)
            {
                sum += Vector128.WidenLower(Vector128.CreateScalarUnsafe(pairs[row]).AsInt32());
            }

            sum.CopyTo(sums);
            return sums;
        }

        foreach (var row in chosen)
        {
            for (var lane = 0; lane < sums.Length; lane++)
            {
                sums[lane] += Values[row * sums.Length + lane];
            }
        }

        return sums;
    }

    private static int BitsOfSum(int largest) => 64 - BitOperations.LeadingZeroCount((ulong)largest * PackedSums.MostRows);
}
