using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlFunctions.Learning;

/// <summary>Sums of row statistics by feature and bin: features × 256 bins × lanes.</summary>
internal static class Histogram
{
    // From this share of a table's rows on, the bins of a feature come sooner from its column than from those of rows.
    private const int DenseShare = 4;

    /// <summary>Where the bins of a feature start.</summary>
    public static int Start(int feature, int lanes) => feature * FeatureBins.Most * lanes;

    /// <summary>The bins of neighbouring features in the histogram of a node.</summary>
    public static Span<long> Part(long[] histogram, int firstFeature, int features, int lanes) => histogram.AsSpan(Start(firstFeature, lanes), Start(features, lanes));

    /// <summary>Adds rows to the histogram of one feature.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="table">The bins.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="statistics">What is added up.</param>
    /// <param name="sums">The bins of the feature.</param>
    public static unsafe void AddFeature(ReadOnlySpan<int> rows, BinnedTable table, int feature, RowStatistics statistics, Span<long> sums)
    {
        var group = table.GroupOf(feature);
        fixed (byte* column = table.Column(feature))
        fixed (byte* bins = group.Bins)
        fixed (long* sum = sums)
        {
            if (rows.Length >= table.Rows / DenseShare)
            {
                Add(rows, column, 1, statistics, sum);
            }
            else
            {
                Add(rows, bins + (feature - group.FirstFeature), group.Stride, statistics, sum);
            }
        }
    }

    /// <summary>Adds rows to the histograms of neighbouring features.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="group">The group that the features are in.</param>
    /// <param name="firstFeature">The first feature, of the table.</param>
    /// <param name="statistics">What is added up.</param>
    /// <param name="sums">The bins of the features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void AddFeatures(ReadOnlySpan<int> rows, BinGroup group, int firstFeature, RowStatistics statistics, Span<long> sums)
    {
        var lanes = statistics.Lanes;
        var length = Start(1, lanes);
        var features = sums.Length / length;
        long stride = group.Stride;
        fixed (int* row = rows)
        fixed (byte* bins = group.Bins)
        fixed (int* values = statistics.Values)
        fixed (long* sum = sums)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                if (Sse.IsSupported)
                {
                    var ahead = row[Math.Min(i + PackedSums.Ahead, rows.Length - 1)];
                    Sse.Prefetch0(bins + stride * ahead);
                    Sse.Prefetch0(values + (long)lanes * ahead);
                }

                var bin = bins + stride * row[i] + (firstFeature - group.FirstFeature);
                var value = values + (long)lanes * row[i];
                var at = sum;
                for (var f = 0; f < features; f++, bin++, at += length)
                {
                    AddRow(at + lanes * *bin, value, lanes);
                }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Add(ReadOnlySpan<int> rows, byte* bins, long stride, RowStatistics statistics, long* sums)
    {
        var lanes = statistics.Lanes;
        fixed (int* row = rows)
        fixed (int* values = statistics.Values)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                AddRow(sums + lanes * bins[stride * row[i]], values + (long)lanes * row[i], lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void AddRow(long* sums, int* values, int lanes)
    {
        AddPair(sums, values);
        for (var lane = 2; lane < lanes; lane += 2)
        {
            AddPair(sums + lane, values + lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void AddPair(long* sums, int* values) =>
        (Vector128.Load(sums) + Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)values).AsInt32())).Store(sums);
}
