using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlFunctions.Learning;

/// <summary>Sums of row statistics by feature and bin: features × 256 bins × lanes.</summary>
internal static class Histogram
{
    // Where rows stand further apart than a cache line holds, the processor does not fetch them by itself in time.
    private const int SparseShare = 8;
    private const int Ahead = 24;

    /// <summary>Where the bins of a feature start.</summary>
    public static int Start(int feature, int lanes) => feature * FeatureBins.Most * lanes;

    /// <summary>Adds the rows to the histograms of the eight features of a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void AddGroup(ReadOnlySpan<int> rows, ulong[] words, RowStatistics statistics, Span<long> sums)
    {
        if (statistics.Lanes != 2)
        {
            AddGroupOfMany(rows, words, statistics, sums);
            return;
        }

        const int feature = FeatureBins.Most * 2;
        fixed (int* row = rows)
        fixed (ulong* word = words)
        fixed (int* value = statistics.Values)
        fixed (long* sum = sums)
        {
            var features = sums.Length / feature;
            var isSparse = rows.Length < words.Length / SparseShare;
            for (var i = 0; i < rows.Length; i++)
            {
                if (isSparse && Sse.IsSupported)
                {
                    var ahead = row[Math.Min(i + Ahead, rows.Length - 1)];
                    Sse.Prefetch0(word + ahead);
                    Sse.Prefetch0((long*)value + ahead);
                }

                var r = row[i];
                var bins = word[r];
                // Both lanes, widened to 64 bits.
                var add = Vector128.WidenLower(Vector128.CreateScalarUnsafe(((long*)value)[r]).AsInt32());
                var at = sum;
                if (features == BinnedTable.FeaturesPerWord)
                {
                    Add(at + 2 * (byte)bins, add);
                    Add(at + feature + 2 * (byte)(bins >> 8), add);
                    Add(at + 2 * feature + 2 * (byte)(bins >> 16), add);
                    Add(at + 3 * feature + 2 * (byte)(bins >> 24), add);
                    Add(at + 4 * feature + 2 * (byte)(bins >> 32), add);
                    Add(at + 5 * feature + 2 * (byte)(bins >> 40), add);
                    Add(at + 6 * feature + 2 * (byte)(bins >> 48), add);
                    Add(at + 7 * feature + 2 * (byte)(bins >> 56), add);
                }
                else
                {
                    for (var f = 0; f < features; f++, at += feature, bins >>= 8)
                    {
                        Add(at + 2 * (byte)bins, add);
                    }
                }
            }
        }
    }

    /// <summary>Adds the rows to the histogram of one feature.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="words">The words of the feature's group.</param>
    /// <param name="place">Which of the group's features it is, from 0.</param>
    /// <param name="statistics">What is added up.</param>
    /// <param name="sums">The bins of the feature.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void AddFeature(ReadOnlySpan<int> rows, ulong[] words, int place, RowStatistics statistics, Span<long> sums)
    {
        var lanes = statistics.Lanes;
        fixed (int* row = rows)
        fixed (ulong* word = words)
        fixed (int* value = statistics.Values)
        fixed (long* sum = sums)
        {
            var bins = (byte*)word + place;
            if (lanes == 2)
            {
                for (var i = 0; i < rows.Length; i++)
                {
                    var r = row[i];
                    Add(sum + 2 * bins[8L * r], Vector128.WidenLower(Vector128.CreateScalarUnsafe(((long*)value)[r]).AsInt32()));
                }

                return;
            }

            for (var i = 0; i < rows.Length; i++)
            {
                var r = row[i];
                AddLanes(sum + lanes * bins[8L * r], value + (long)lanes * r, lanes);
            }
        }
    }

    /// <summary>Turns the histogram of a node into that of one child, given the other child's.</summary>
    public static void Subtract(Span<long> node, ReadOnlySpan<long> child)
    {
        var minuends = MemoryMarshal.Cast<long, Vector256<long>>(node);
        var subtrahends = MemoryMarshal.Cast<long, Vector256<long>>(child);
        for (var i = 0; i < minuends.Length; i++)
        {
            minuends[i] -= subtrahends[i];
        }
    }

    private static unsafe void AddGroupOfMany(ReadOnlySpan<int> rows, ulong[] words, RowStatistics statistics, Span<long> sums)
    {
        var features = sums.Length / (FeatureBins.Most * statistics.Lanes);
        for (var f = 0; f < features; f++)
        {
            AddFeature(rows, words, f, statistics, sums.Slice(Start(f, statistics.Lanes), FeatureBins.Most * statistics.Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Add(long* sums, Vector128<long> values) => (Vector128.Load(sums) + values).Store(sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void AddLanes(long* sums, int* values, int lanes)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            sums[lane] += values[lane];
        }
    }
}
