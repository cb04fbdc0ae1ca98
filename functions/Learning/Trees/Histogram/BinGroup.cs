using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// The bins of neighbouring features, row by row: what one row adds to their histograms stands in one cache line, wherever in the table
/// the rows of a node are.
/// </summary>
internal sealed class BinGroup
{
    /// <summary>The most features of a group: their <see cref="PackedSums"/> still come from the nearest caches.</summary>
    public const int MostFeatures = 32;

    private const int LineBytes = 64;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _rows;

    /// <param name="firstFeature">Its first feature.</param>
    /// <param name="features">How many features it has, 1 to <see cref="MostFeatures"/>.</param>
    /// <param name="rows">How many rows there are.</param>
    public BinGroup(int firstFeature, int features, int rows)
    {
        FirstFeature = firstFeature;
        Features = features;
        Stride = (int)BitOperations.RoundUpToPowerOf2((uint)features);
        _rows = rows;

        // Where a line starts, in memory that never moves.
        _bytes = GC.AllocateArray<byte>(checked(rows * Stride + LineBytes), pinned: true);
        _start = StartOfLine(_bytes);
    }

    /// <summary>Its first feature.</summary>
    public int FirstFeature { get; }

    /// <summary>How many features it has.</summary>
    public int Features { get; }

    /// <summary>How many bytes a row takes, a power of two.</summary>
    public int Stride { get; }

    /// <summary>Rows × <see cref="Stride"/>, one byte a feature.</summary>
    public Span<byte> Bins => _bytes.AsSpan(_start, _rows * Stride);

    /// <summary>Takes the bins of a feature over from its column.</summary>
    /// <param name="feature">The feature, of the table.</param>
    /// <param name="column">Its bins, row by row.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last one.</param>
    public void Take(int feature, ReadOnlySpan<byte> column, int from, int to)
    {
        var bins = Bins;
        for (int row = from, at = from * Stride + feature - FirstFeature; row < to; row++, at += Stride)
        {
            bins[at] = column[row];
        }
    }

    private static unsafe int StartOfLine(byte[] bytes)
    {
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
        return (int)((LineBytes - address % LineBytes) % LineBytes);
    }
}
