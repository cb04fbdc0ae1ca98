using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// Puts the rows of divided nodes whose bin goes left before the others, each in the order they had. Large nodes in blocks, so that several
/// threads can share them: first each block by itself, then the parts of all blocks to their places.
/// </summary>
/// <param name="table">The bins.</param>
/// <param name="scratch">Room for as many rows as there are.</param>
internal sealed class RowPartition(BinnedTable table, int[] scratch)
{
    private const int BlockRows = 1 << 15;

    /// <summary>Divides the rows of nodes.</summary>
    /// <param name="nodes">The nodes, each with its split.</param>
    /// <param name="rows">All rows, those of each node together.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>For each node, how many rows go left.</returns>
    public int[] Apply(IReadOnlyList<GrowingNode> nodes, int[] rows, int threads, CancellationToken cancellationToken)
    {
        var blocks = BlocksOf(nodes);
        var lefts = new int[blocks.Length];
        Blocks.ForEach(blocks.Length, 1, threads, (b, _) =>
        {
            var (node, from, count) = blocks[b];
            var split = nodes[node].Split!;
            lefts[b] = Divide(rows.AsSpan(from, count), scratch.AsSpan(from, count), table.Column(split.Feature), split.LeftBins);
        }, cancellationToken);

        var totals = new int[nodes.Count];
        for (var b = 0; b < blocks.Length; b++)
        {
            totals[blocks[b].Node] += lefts[b];
        }

        var places = PlacesOf(blocks, lefts, totals, nodes);
        Blocks.ForEach(blocks.Length, 1, threads, (b, _) =>
        {
            var divided = scratch.AsSpan(blocks[b].From, blocks[b].Count);
            var right = divided[lefts[b]..];
            right.Reverse();
            divided[..lefts[b]].CopyTo(rows.AsSpan(places[b].Left));
            right.CopyTo(rows.AsSpan(places[b].Right));
        }, cancellationToken);
        return totals;
    }

    private static Block[] BlocksOf(IReadOnlyList<GrowingNode> nodes)
    {
        var blocks = new List<Block>(nodes.Count);
        for (var n = 0; n < nodes.Count; n++)
        {
            for (var from = 0; from < nodes[n].Count; from += BlockRows)
            {
                blocks.Add(new Block(n, nodes[n].Start + from, Math.Min(BlockRows, nodes[n].Count - from)));
            }
        }

        return [.. blocks];
    }

    // Where what goes left and what goes right of each block belongs.
    private static (int Left, int Right)[] PlacesOf(Block[] blocks, int[] lefts, int[] totals, IReadOnlyList<GrowingNode> nodes)
    {
        var places = new (int Left, int Right)[blocks.Length];
        for (var b = 0; b < blocks.Length; b++)
        {
            var node = blocks[b].Node;
            places[b] = b > 0 && blocks[b - 1].Node == node
                ? (places[b - 1].Left + lefts[b - 1], places[b - 1].Right + blocks[b - 1].Count - lefts[b - 1])
                : (nodes[node].Start, nodes[node].Start + totals[node]);
        }

        return places;
    }

    // What goes left from the start on, what goes right backwards from the end: both places are written and one moves, no branch to mispredict.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe int Divide(ReadOnlySpan<int> rows, Span<int> divided, byte[] column, ReadOnlySpan<bool> leftBins)
    {
        int left = 0, right = rows.Length - 1;
        fixed (int* row = rows)
        fixed (int* to = divided)
        fixed (byte* bins = column)
        fixed (byte* goesLeft = MemoryMarshal.AsBytes(leftBins))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var r = row[i];
                int isLeft = goesLeft[bins[r]];
                to[left] = r;
                to[right] = r;
                left += isLeft;
                right -= 1 - isLeft;
            }
        }

        return left;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Block(int Node, int From, int Count);
}
