using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlFunctions.Learning;

/// <summary>
/// Sums by feature and bin of rows that have two numbers, both in one word: one addition a bin, and half the memory that
/// <see cref="Histogram"/> has, so that the features of a group are added up together. Few rows at a time, before the lower number carries
/// into the upper one. For one thread at a time.
/// </summary>
internal sealed class PackedSums
{
    /// <summary>The most rows between two calls of <see cref="MoveTo"/>.</summary>
    public const int MostRows = 1 << 13;

    /// <summary>
    /// How many rows ahead memory is asked for: rows of a node stand further and further apart as a tree grows, and the processor does not
    /// fetch them by itself in time.
    /// </summary>
    public const int Ahead = 12;

    private const int Unrolled = 8;

    // Not a power of two: a processor that looks at the lower bits of addresses would take the same bin of two features for the same place.
    private const int Places = FeatureBins.Most + 8;

    private readonly long[] _sums = new long[BinGroup.MostFeatures * Places];

    /// <summary>Adds rows to the sums of all features of a group.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="group">The group.</param>
    /// <param name="statistics">What is added up.</param>
    /// <param name="shift">Its <see cref="RowStatistics.PackedShift"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Add(ReadOnlySpan<int> rows, BinGroup group, RowStatistics statistics, int shift)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, MostRows);
        fixed (int* row = rows)
        fixed (byte* bins = group.Bins)
        fixed (int* values = statistics.Values)
        fixed (long* sums = _sums)
        {
            var features = group.Features;
            long stride = group.Stride;
            for (var i = 0; i < rows.Length; i++)
            {
                if (Sse.IsSupported)
                {
                    var ahead = row[Math.Min(i + Ahead, rows.Length - 1)];
                    Sse.Prefetch0(bins + stride * ahead);
                    Sse.Prefetch0((long*)values + ahead);
                }

                var both = ((long*)values)[row[i]];
                var add = ((both >> 32) << shift) + (uint)both;
                var bin = bins + stride * row[i];
                var sum = sums;
                var rest = features;
                for (; rest >= Unrolled; rest -= Unrolled, bin += Unrolled, sum += Unrolled * Places)
                {
                    sum[bin[0]] += add;
                    sum[Places + bin[1]] += add;
                    sum[2 * Places + bin[2]] += add;
                    sum[3 * Places + bin[3]] += add;
                    sum[4 * Places + bin[4]] += add;
                    sum[5 * Places + bin[5]] += add;
                    sum[6 * Places + bin[6]] += add;
                    sum[7 * Places + bin[7]] += add;
                }

                for (; rest > 0; rest--, bin++, sum += Places)
                {
                    sum[*bin] += add;
                }
            }
        }
    }

    /// <summary>Adds the sums to histograms and starts anew.</summary>
    /// <param name="histograms">The histograms of the group's features.</param>
    /// <param name="shift">The <see cref="RowStatistics.PackedShift"/> that was added with.</param>
    /// <param name="isFirst">Whether the histograms hold nothing yet, but anything may stand there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void MoveTo(Span<long> histograms, int shift, bool isFirst)
    {
        var features = histograms.Length / (2 * FeatureBins.Most);
        var keep = Vector256.Create(isFirst ? 0 : -1L);
        var isUpper = Vector256.Create(0, -1L, 0, -1L);
        var lower = Vector256.Create((1L << shift) - 1);

        // Not every processor shifts signed numbers of this size; these are made positive for as long.
        var sign = Vector256.Create(long.MinValue);
        var shiftedSign = sign >>> shift;
        fixed (long* sums = _sums)
        fixed (long* bins = histograms)
        {
            for (var feature = 0; feature < features; feature++)
            {
                var from = sums + feature * Places;
                var to = bins + feature * 2 * FeatureBins.Most;
                for (var end = from + FeatureBins.Most; from < end; from += 2, to += 4)
                {
                    // Two bins, each the lower number and the upper one.
                    var both = Vector256.Shuffle(Vector256.Create(Vector128.Load(from), Vector128<long>.Zero), Vector256.Create(0L, 0, 1, 1));
                    var upper = ((both ^ sign) >>> shift) - shiftedSign;
                    (Vector256.ConditionalSelect(isUpper, upper, both & lower) + (Vector256.Load(to) & keep)).Store(to);
                }
            }
        }

        _sums.AsSpan(0, features * Places).Clear();
    }
}
