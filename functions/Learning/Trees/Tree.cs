using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>An immutable binary decision tree in flat arrays: a node's children stand beside each other and after it.</summary>
internal sealed class Tree(TreeNode[] nodes, uint[] categories, double[] values, int outputs)
{
    private readonly TreeNode[] _nodes = nodes;
    private readonly uint[] _categories = categories;
    private readonly double[] _values = values;

    /// <summary>The nodes; the first is the root.</summary>
    public ReadOnlySpan<TreeNode> Nodes => _nodes;

    /// <summary>The sets of categories that go left, as <see cref="CategorySet"/> lays them out.</summary>
    public ReadOnlySpan<uint> Categories => _categories;

    /// <summary>Leaves × <see cref="Outputs"/> values, leaf by leaf.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>How many values a leaf has.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>How many leaves there are.</summary>
    public int Leaves => _values.Length / Outputs;

    /// <summary>The values of the leaf that the row falls into.</summary>
    public ReadOnlySpan<double> Evaluate(ReadOnlySpan<float> row) => _values.AsSpan(Leaf(row) * Outputs, Outputs);

    /// <summary>The number of the leaf that the row falls into.</summary>
    public int Leaf(ReadOnlySpan<float> row)
    {
        ref var root = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref var node = ref root;
        while (node.Feature != TreeNode.Leaf)
        {
            var left = GoesLeft(node, row[node.Feature]);
            node = ref Unsafe.Add(ref root, node.Child + (left ? 0 : 1));
        }

        return node.Child;
    }

    /// <summary>Whether a value of the node's feature goes to the left child.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool GoesLeft(in TreeNode node, float value) => node.Split switch
    {
        TreeNode.MissingRight => value <= node.Threshold,
        // NaN is not greater than anything, so a missing value goes left.
        TreeNode.MissingLeft => !(value > node.Threshold),
        var start => CategorySet.Contains(_categories, start, value),
    };
}
