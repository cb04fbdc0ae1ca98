namespace MlFunctions.Learning;

/// <summary>Puts a tree together while it grows.</summary>
internal sealed class TreeAssembler(int outputs)
{
    private readonly List<TreeNode> _nodes = [default];
    private readonly List<uint> _categories = [];
    private readonly List<double> _values = [];

    /// <summary>The root, which is there from the start.</summary>
    public const int Root = 0;

    /// <summary>How many leaves there are so far.</summary>
    public int Leaves => _values.Count / outputs;

    /// <summary>Lets a node ask for a number and returns its left child; the right one is the next.</summary>
    public int SplitNumber(int node, int feature, float threshold, bool missingLeft) =>
        Split(node, feature, threshold, missingLeft ? TreeNode.MissingLeft : TreeNode.MissingRight);

    /// <summary>Lets a node ask for a category and returns its left child; the right one is the next.</summary>
    /// <param name="node">The node.</param>
    /// <param name="feature">The feature it asks for.</param>
    /// <param name="left">Whether each code, and after them a missing one, goes left.</param>
    public int SplitCategory(int node, int feature, ReadOnlySpan<bool> left) => Split(node, feature, 0, CategorySet.Append(_categories, left));

    /// <summary>Makes a node a leaf.</summary>
    public void SetLeaf(int node, ReadOnlySpan<double> values)
    {
        _nodes[node] = new TreeNode(TreeNode.Leaf, 0, Leaves, 0);
        _values.AddRange(values);
    }

    /// <summary>The finished tree.</summary>
    public Tree ToTree() => new([.. _nodes], [.. _categories], [.. _values], outputs);

    private int Split(int node, int feature, float threshold, int split)
    {
        var child = _nodes.Count;
        _nodes[node] = new TreeNode(feature, threshold, child, split);
        _nodes.Add(default);
        _nodes.Add(default);
        return child;
    }
}
