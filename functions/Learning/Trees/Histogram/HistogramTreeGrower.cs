namespace MlFunctions.Learning;

/// <summary>
/// Grows a tree level by level from histograms of binned features. Of two children the histogram of the smaller is added up,
/// that of the larger is the parent's less it (Ke et al., "LightGBM", 2017).
/// </summary>
internal sealed class HistogramTreeGrower
{
    private readonly BinnedTable _table;
    private readonly RowStatistics _statistics;
    private readonly HistogramCriterion _criterion;
    private readonly TreeShape _shape;
    private readonly NodeHistograms _histograms;
    private readonly RowPartition _partition;
    private readonly int _threads;

    /// <param name="table">The binned features.</param>
    /// <param name="statistics">What is added up.</param>
    /// <param name="criterion">How divisions are scored.</param>
    /// <param name="shape">How far the tree may grow.</param>
    /// <param name="features">The features that the tree may ask for.</param>
    /// <param name="buffers">Memory to work in.</param>
    /// <param name="threads">How many threads may be used.</param>
    public HistogramTreeGrower(BinnedTable table, RowStatistics statistics, HistogramCriterion criterion, TreeShape shape, int[] features, HistogramBuffers buffers, int threads)
    {
        _table = table;
        _statistics = statistics;
        _criterion = criterion;
        _shape = shape;
        _threads = threads;
        _partition = new RowPartition(table, buffers.Rows);
        _histograms = new NodeHistograms(table, statistics, criterion, features, shape.MaxFeatures, buffers);
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="rows">The rows, ascending; rearranged so that the rows of each leaf stand together.</param>
    /// <param name="count">How many of them, from the first, the tree grows from.</param>
    /// <param name="outputs">How many values a leaf has.</param>
    /// <param name="leafRule">What a leaf predicts.</param>
    /// <param name="random">Where the draws of features come from.</param>
    /// <param name="leaves">Is told each leaf's number and where its rows stand; null: nobody asks.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public Tree Grow(int[] rows, int count, int outputs, LeafRule leafRule, RandomStream random, Action<int, int, int>? leaves, CancellationToken cancellationToken)
    {
        var tree = new TreeAssembler(outputs);
        var values = new double[outputs];
        var level = new List<GrowingNode> { Root(rows, count) };
        while (level.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _histograms.FindSplits(level, rows, random, _threads, cancellationToken);
            Divide(level, rows, cancellationToken);
            var next = new List<GrowingNode>();
            foreach (var node in level)
            {
                if (node.Left is { } left && node.Right is { } right)
                {
                    left.Node = Split(tree, node);
                    right.Node = left.Node + 1;
                    next.Add(left);
                    next.Add(right);
                    continue;
                }

                leafRule.Values(rows.AsSpan(node.Start, node.Count), node.Sums, values);
                leaves?.Invoke(tree.Leaves, node.Start, node.Count);
                tree.SetLeaf(node.Node, values);
            }

            level = next;
        }

        return tree.ToTree();
    }

    private GrowingNode Root(int[] rows, int count)
    {
        var sums = _statistics.Sum(rows, count, _threads);
        return new GrowingNode(0, count, 0, sums) { Node = TreeAssembler.Root, IsOpen = IsOpen(count, 0, sums) };
    }

    private bool IsOpen(int count, int depth, long[] sums) =>
        _table.Groups.Count > 0 && depth < _shape.MaxDepth && count >= _shape.MinSamplesSplit && sums[0] / 2 >= _criterion.Least && count > 1;

    private void Divide(List<GrowingNode> level, int[] rows, CancellationToken cancellationToken)
    {
        var divided = level.Where(node => node.Split is not null).ToArray();
        var lefts = _partition.Apply(divided, rows, _threads, cancellationToken);
        for (var n = 0; n < divided.Length; n++)
        {
            AddChildren(divided[n], lefts[n]);
            _histograms.HandDown(divided[n]);
        }
    }

    private void AddChildren(GrowingNode node, int left)
    {
        var leftSums = node.Split!.Left.ToArray();
        var rightSums = new long[leftSums.Length];
        for (var lane = 0; lane < rightSums.Length; lane++)
        {
            rightSums[lane] = node.Sums[lane] - leftSums[lane];
        }

        var depth = node.Depth + 1;
        node.Left = new GrowingNode(node.Start, left, depth, leftSums) { IsOpen = IsOpen(left, depth, leftSums) };
        node.Right = new GrowingNode(node.Start + left, node.Count - left, depth, rightSums) { IsOpen = IsOpen(node.Count - left, depth, rightSums) };
    }

    private int Split(TreeAssembler tree, GrowingNode node)
    {
        var split = node.Split!;
        var bins = _table.Features[split.Feature];
        if (!bins.IsCategory)
        {
            return tree.SplitNumber(node.Node, split.Feature, bins.ThresholdAfter(split.LastLeftBin), split.MissingLeft);
        }

        var left = new bool[bins.Cardinality + 1];
        for (var code = 0; code < bins.Cardinality; code++)
        {
            left[code] = split.LeftBins[bins.BinOfCode(code)];
        }

        left[^1] = bins.HasMissing ? split.LeftBins[bins.ValueBins] : split.Left[0] > node.Sums[0] - split.Left[0];
        return tree.SplitCategory(node.Node, split.Feature, left);
    }
}
