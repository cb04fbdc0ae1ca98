using System.Collections.Concurrent;

namespace MlFunctions.Learning;

/// <summary>Memory that the trees of one training use one after another. For one tree at a time.</summary>
/// <param name="rows">How many rows a tree grows from, at most.</param>
internal sealed class HistogramBuffers(int rows)
{
    private readonly Stack<long[]> _unused = new();
    private readonly ConcurrentBag<PackedSums> _unusedSums = [];

    /// <summary>Room to rearrange the rows.</summary>
    public int[] Rows { get; } = new int[rows];

    /// <summary>A histogram of that length, with anything in it.</summary>
    public long[] Rent(int length) => _unused.TryPop(out var histogram) && histogram.Length == length ? histogram : new long[length];

    /// <summary>Takes a histogram back.</summary>
    public void Return(long[] histogram) => _unused.Push(histogram);

    /// <summary>Sums with nothing in them; from any thread.</summary>
    public PackedSums RentSums() => _unusedSums.TryTake(out var sums) ? sums : new PackedSums();

    /// <summary>Takes sums back that were moved on; from any thread.</summary>
    public void Return(PackedSums sums) => _unusedSums.Add(sums);
}
