using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// Trees in model files. Reading proves that a tree ends: every node but the root is the child of exactly one node before it,
/// and every leaf has its own values.
/// </summary>
internal static class TreeFormat
{
    public static void Write(ModelWriter writer, Tree tree)
    {
        writer.Write<int>(MemoryMarshal.Cast<TreeNode, int>(tree.Nodes));
        writer.Write(tree.Categories);
        writer.Write(tree.Values);
    }

    /// <summary>Reads a tree that asks for features 0 to <paramref name="features"/> − 1 and has <paramref name="outputs"/> finite values a leaf.</summary>
    /// <exception cref="ModelFormatException">The bytes are not such a tree.</exception>
    public static Tree Read(ModelReader reader, int features, int outputs)
    {
        var fields = reader.ReadArray<int>("the nodes of a tree");
        if (fields.Length == 0 || fields.Length % 4 != 0)
        {
            throw reader.Fault($"a tree has {fields.Length} node fields, expected 4 a node and at least one node");
        }

        var nodes = MemoryMarshal.Cast<int, TreeNode>(fields).ToArray();
        var categories = reader.ReadArray<uint>("the category sets of a tree");
        var leaves = CheckNodes(reader, nodes, categories, features);
        var count = (long)leaves * outputs;
        if (count > Array.MaxLength)
        {
            throw reader.Fault($"a tree has {leaves} leaves of {outputs} values, more than an array holds");
        }

        var values = reader.ReadArray<double>("the leaf values of a tree", (int)count);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw reader.Fault($"a leaf value is {value}, expected a finite number");
            }
        }

        return new Tree(nodes, categories, values, outputs);
    }

    /// <summary>Reads a count and that many trees, at least one.</summary>
    /// <exception cref="ModelFormatException">The bytes are not such trees.</exception>
    public static Tree[] ReadMany(ModelReader reader, int features, int outputs)
    {
        var count = reader.ReadInt32("the number of trees", 1, int.MaxValue);
        var trees = new List<Tree>();
        for (var t = 0; t < count; t++)
        {
            trees.Add(Read(reader, features, outputs));
        }

        return [.. trees];
    }

    private static int CheckNodes(ModelReader reader, TreeNode[] nodes, uint[] categories, int features)
    {
        // A tree in which every node that asks has two children has one leaf more than nodes that ask.
        var leaves = (nodes.Length + 1) / 2;
        var leavesSeen = 0;
        var claimed = new bool[nodes.Length];
        var leafClaimed = new bool[leaves];
        for (var n = 0; n < nodes.Length; n++)
        {
            var node = nodes[n];
            if (node.Feature == TreeNode.Leaf)
            {
                if (node.Child < 0 || node.Child >= leaves || leafClaimed[node.Child])
                {
                    throw reader.Fault($"node {n} is leaf {node.Child}, expected a number from 0 to {leaves - 1} that no other leaf has");
                }

                leafClaimed[node.Child] = true;
                leavesSeen++;
                continue;
            }

            CheckSplit(reader, node, n, categories, features);
            if (node.Child <= n || node.Child >= nodes.Length - 1 || claimed[node.Child] || claimed[node.Child + 1])
            {
                throw reader.Fault($"node {n} has child {node.Child}, expected a pair after the node, before {nodes.Length} and of no other node");
            }

            claimed[node.Child] = claimed[node.Child + 1] = true;
        }

        return leavesSeen == leaves && nodes.Length % 2 == 1
            ? leaves
            : throw reader.Fault($"a tree of {nodes.Length} nodes has {leavesSeen} leaves, expected {leaves} and an odd number of nodes");
    }

    private static void CheckSplit(ModelReader reader, TreeNode node, int index, uint[] categories, int features)
    {
        if (node.Feature < 0 || node.Feature >= features)
        {
            throw reader.Fault($"node {index} asks for feature {node.Feature}, expected 0 to {features - 1}");
        }

        if (!float.IsFinite(node.Threshold))
        {
            throw reader.Fault($"node {index} has threshold {node.Threshold}, expected a finite number");
        }

        if (node.Split is TreeNode.MissingLeft or TreeNode.MissingRight)
        {
            return;
        }

        if (node.Split < 0 || node.Split >= categories.Length
            || categories[node.Split] > int.MaxValue - 64
            || CategorySet.Words((int)categories[node.Split]) > categories.Length - node.Split)
        {
            throw reader.Fault($"node {index} has its category set at {node.Split} of {categories.Length} words, which does not hold it");
        }
    }
}
