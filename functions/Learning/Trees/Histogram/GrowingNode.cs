namespace MlFunctions.Learning;

/// <summary>A node while its tree grows.</summary>
/// <param name="start">Where its rows start.</param>
/// <param name="count">How many rows it has.</param>
/// <param name="depth">How many questions lead to it.</param>
/// <param name="sums">The sums of its rows, a lane each.</param>
internal sealed class GrowingNode(int start, int count, int depth, long[] sums)
{
    public int Start { get; } = start;

    public int Count { get; } = count;

    public int Depth { get; } = depth;

    public long[] Sums { get; } = sums;

    /// <summary>Its number in the tree.</summary>
    public int Node { get; set; }

    /// <summary>Whether it may be divided.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Its histogram, where that is kept for its children.</summary>
    public long[]? Histogram { get; set; }

    /// <summary>The smaller sibling whose histogram is still to be subtracted from the parent's, which this node took over; null where its own is complete.</summary>
    public GrowingNode? Sibling { get; set; }

    /// <summary>How it is divided; null where it is a leaf.</summary>
    public HistogramSplit? Split { get; set; }

    public GrowingNode? Left { get; set; }

    public GrowingNode? Right { get; set; }
}
