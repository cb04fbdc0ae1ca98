using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// Grows a tree that considers every division of every feature. Rows are sorted once by each feature;
/// every division keeps those orders (Mehta, Agrawal and Rissanen, "SLIQ", 1996).
/// </summary>
internal sealed class ExactTreeGrower
{
    private readonly FeatureTable _table;
    private readonly TreeTargets _targets;
    private readonly SplitCriterion _criterion;
    private readonly TreeShape _shape;
    private readonly FeatureDraw _draw;
    private readonly int[] _rows;
    private readonly int[][] _orders;
    private readonly bool[] _goesLeft;
    private readonly int[] _scratch;
    private readonly NumberSplits _numbers;
    private readonly CategorySplits _categories;

    public ExactTreeGrower(FeatureTable table, TreeTargets targets, SplitCriterion criterion, TreeShape shape, RandomStream random)
    {
        _table = table;
        _targets = targets;
        _criterion = criterion;
        _shape = shape;
        _draw = new FeatureDraw(table.Columns.Count, shape.MaxFeatures, random);
        _rows = [.. targets.Rows];
        _orders = [.. Enumerable.Range(0, table.Columns.Count).Select(targets.RowsByFeature)];
        _goesLeft = new bool[table.Rows];
        _scratch = new int[_rows.Length];
        _numbers = new NumberSplits(criterion, shape.MinSamplesLeaf, _rows.Length);
        _categories = new CategorySplits(criterion, targets, shape.MinSamplesLeaf, _rows.Length);
    }

    public Tree Grow(CancellationToken cancellationToken)
    {
        var tree = new TreeAssembler(_targets.Outputs);
        var leaf = new double[_targets.Outputs];
        var open = new Stack<OpenNode>();
        open.Push(new OpenNode(TreeAssembler.Root, 0, _rows.Length, 0));
        while (open.TryPop(out var node))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = _rows.AsSpan(node.Start, node.Count);
            _criterion.Enter(node.Start, node.Start + node.Count);
            var best = Best(node, rows);
            if (!best.IsFound)
            {
                _criterion.Leaf(rows, leaf);
                tree.SetLeaf(node.Node, leaf);
                continue;
            }

            var child = best.LeftCodes is { } codes
                ? tree.SplitCategory(node.Node, best.Feature, codes)
                : tree.SplitNumber(node.Node, best.Feature, best.Threshold, best.MissingLeft);
            var left = Divide(node, best);
            open.Push(new OpenNode(child + 1, node.Start + left, node.Count - left, node.Depth + 1));
            open.Push(new OpenNode(child, node.Start, left, node.Depth + 1));
        }

        return tree.ToTree();
    }

    private SplitChoice Best(OpenNode node, ReadOnlySpan<int> rows)
    {
        var best = new SplitChoice();
        if (node.Depth >= _shape.MaxDepth || rows.Length < _shape.MinSamplesSplit || rows.Length / 2 < _shape.MinSamplesLeaf || _targets.IsPure(rows))
        {
            return best;
        }

        var features = _draw.Next();
        for (var i = 0; i < features.Length && (i < _shape.MaxFeatures || !best.IsFound); i++)
        {
            var feature = features[i];
            var ordered = _orders[feature].AsSpan(node.Start, node.Count);
            var column = _table.Columns[feature];
            if (column.Kind == FeatureKind.Category)
            {
                _categories.Search(ordered, _table.Column(feature), feature, column.Cardinality, ref best);
            }
            else
            {
                _numbers.Search(ordered, _table.Column(feature), feature, ref best);
            }
        }

        return best;
    }

    private int Divide(OpenNode node, in SplitChoice split)
    {
        var column = _table.Column(split.Feature);
        foreach (var row in _rows.AsSpan(node.Start, node.Count))
        {
            _goesLeft[row] = split.GoesLeft(column[row]);
        }

        _criterion.Divide(_goesLeft);
        foreach (var order in _orders)
        {
            StablePartition.Apply(order.AsSpan(node.Start, node.Count), _goesLeft, _scratch);
        }

        return StablePartition.Apply(_rows.AsSpan(node.Start, node.Count), _goesLeft, _scratch);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct OpenNode(int Node, int Start, int Count, int Depth);
}
