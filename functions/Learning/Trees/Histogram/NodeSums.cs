namespace MlFunctions.Learning;

/// <summary>Adds the histograms of nodes up from their rows, of all features.</summary>
internal sealed class NodeSums
{
    // As much as is worth a thread's turn.
    private const int SharedRows = 1 << 15;
    private const int SharedFeatures = 8;

    private readonly BinnedTable _table;
    private readonly RowStatistics _statistics;
    private readonly HistogramBuffers _buffers;
    private readonly (BinGroup Group, int First, int Count)[] _parts;

    /// <param name="table">The bins.</param>
    /// <param name="statistics">What is added up.</param>
    /// <param name="buffers">Memory to work in.</param>
    public NodeSums(BinnedTable table, RowStatistics statistics, HistogramBuffers buffers)
    {
        _table = table;
        _statistics = statistics;
        _buffers = buffers;
        _parts = [.. table.Groups.SelectMany(PartsOf)];
    }

    /// <summary>Adds up.</summary>
    /// <param name="nodes">The nodes, each with a histogram in which anything may stand.</param>
    /// <param name="rows">All rows, those of each node together.</param>
    /// <param name="threads">How many threads may be used. Whole numbers come to the same in whatever order they are added.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public void AddUp(GrowingNode[] nodes, int[] rows, int threads, CancellationToken cancellationToken)
    {
        if (_statistics.PackedShift is { } shift)
        {
            var shares = SharesOf(nodes);
            var begun = new bool[nodes.Length * _table.Groups.Count];
            Blocks.ForEach(shares.Count, 1, threads, (i, _) =>
            {
                var (node, group, from, count) = shares[i];
                AddPacked(nodes[node], _table.Groups[group], rows.AsSpan(from, count), shift, ref begun[node * _table.Groups.Count + group]);
            }, cancellationToken);
            return;
        }

        Blocks.ForEach(nodes.Length * _parts.Length, 1, threads, (i, _) =>
        {
            var (node, (group, first, count)) = (nodes[i / _parts.Length], _parts[i % _parts.Length]);
            var sums = Histogram.Part(node.Histogram!, first, count, _statistics.Lanes);
            sums.Clear();
            Histogram.AddFeatures(rows.AsSpan(node.Start, node.Count), group, first, _statistics, sums);
        }, cancellationToken);
    }

    // Several threads share the rows of a large node.
    private List<(int Node, int Group, int From, int Count)> SharesOf(GrowingNode[] nodes)
    {
        var shares = new List<(int Node, int Group, int From, int Count)>();
        for (var n = 0; n < nodes.Length; n++)
        {
            for (var group = 0; group < _table.Groups.Count; group++)
            {
                for (var from = 0; from < nodes[n].Count; from += SharedRows)
                {
                    shares.Add((n, group, nodes[n].Start + from, Math.Min(SharedRows, nodes[n].Count - from)));
                }
            }
        }

        return shares;
    }

    private void AddPacked(GrowingNode node, BinGroup group, ReadOnlySpan<int> rows, int shift, ref bool isBegun)
    {
        var packed = _buffers.RentSums();
        for (; !rows.IsEmpty; rows = rows[Math.Min(PackedSums.MostRows, rows.Length)..])
        {
            packed.Add(rows[..Math.Min(PackedSums.MostRows, rows.Length)], group, _statistics, shift);
            lock (node)
            {
                packed.MoveTo(Histogram.Part(node.Histogram!, group.FirstFeature, group.Features, _statistics.Lanes), shift, isFirst: !isBegun);
                isBegun = true;
            }
        }

        _buffers.Return(packed);
    }

    private static IEnumerable<(BinGroup Group, int First, int Count)> PartsOf(BinGroup group)
    {
        for (var place = 0; place < group.Features; place += SharedFeatures)
        {
            yield return (group, group.FirstFeature + place, Math.Min(SharedFeatures, group.Features - place));
        }
    }
}
