using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// Many trees in one array, made for speed: a leaf leads to itself, so that a walk has a fixed number of steps without a branch,
/// and eight walks run side by side, so that none waits for memory alone.
/// </summary>
/// <remarks>
/// A row is held twice, missing values once as +∞ and once as −∞: a comparison then sends them to the side that their node wants.
/// The answers of <see cref="CategoryQuestions"/> follow. Numbers are held as whole numbers in the same order, which a processor compares sooner.
/// </remarks>
internal sealed class CompiledTrees
{
    private const int Walks = 8;
    private const int BlockRows = 64;
    private const int MostOnStack = 1024;

    private readonly Tree[] _trees;
    private readonly CompiledNode[] _nodes;
    private readonly int[] _roots;
    private readonly int[] _depths;
    private readonly double[] _values;
    private readonly int[] _valueOfNode;
    private readonly int _features;
    private readonly int _leafOutputs;
    private readonly int _outputs;
    private readonly int _width;
    private readonly CategoryQuestions? _questions;

    /// <param name="trees">The trees, which have one value a leaf (then tree t adds to output t modulo <paramref name="outputs"/>) or one an output.</param>
    /// <param name="features">How many features a row has.</param>
    /// <param name="outputs">How many sums a row gets.</param>
    public CompiledTrees(Tree[] trees, int features, int outputs)
    {
        _trees = trees;
        _features = features;
        _outputs = outputs;
        _leafOutputs = trees.Length == 0 ? 1 : trees[0].Outputs;
        _nodes = new CompiledNode[trees.Sum(t => t.Nodes.Length)];
        _valueOfNode = new int[_nodes.Length];
        _roots = new int[trees.Length];
        _depths = new int[trees.Length];
        _values = [.. trees.SelectMany(t => t.Values.ToArray())];
        _questions = CategoryQuestions.Of(trees);
        _width = 2 * features + (_questions?.Count ?? 0);
        int start = 0, values = 0;
        for (var t = 0; t < trees.Length; t++)
        {
            _roots[t] = start;
            _depths[t] = _questions is null ? 0 : Compile(trees[t], _questions, start, values);
            start += trees[t].Nodes.Length;
            values += trees[t].Values.Length;
        }
    }

    /// <summary>Adds what every tree says of a row to its sums, tree by tree.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> sums)
    {
        if (_questions is null)
        {
            AddTreeByTree(row, sums);
            return;
        }

        var rented = _width > MostOnStack ? ArrayPool<int>.Shared.Rent(_width) : null;
        var twice = rented is null ? stackalloc int[_width] : rented.AsSpan(0, _width);
        Hold(row, _questions, twice);
        AddInParallel(twice, sums);
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Adds what every tree says of the rows from <paramref name="from"/> to <paramref name="to"/> to their sums.</summary>
    public void Add(FeatureTable table, int from, int to, Span<double> sums)
    {
        var row = new float[_features];
        var block = new int[_questions is null ? 0 : BlockRows * _width];
        for (var start = from; start < to; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, to - start);
            var blockSums = sums.Slice((start - from) * _outputs, rows * _outputs);
            for (var r = 0; r < rows; r++)
            {
                table.CopyRow(start + r, row);
                if (_questions is null)
                {
                    AddTreeByTree(row, blockSums.Slice(r * _outputs, _outputs));
                }
                else
                {
                    Hold(row, _questions, block.AsSpan(r * _width, _width));
                }
            }

            if (_questions is not null)
            {
                AddBlock(block, rows, blockSums);
            }
        }
    }

    private void AddTreeByTree(ReadOnlySpan<float> row, Span<double> sums)
    {
        for (var t = 0; t < _trees.Length; t++)
        {
            var leaf = _trees[t].Evaluate(row);
            for (var o = 0; o < leaf.Length; o++)
            {
                sums[leaf.Length == 1 ? t % _outputs : o] += leaf[o];
            }
        }
    }

    private static void Hold(ReadOnlySpan<float> row, CategoryQuestions questions, Span<int> twice)
    {
        for (var f = 0; f < row.Length; f++)
        {
            var value = row[f];
            var missing = float.IsNaN(value);
            twice[f] = InOrder(missing ? float.PositiveInfinity : value);
            twice[row.Length + f] = InOrder(missing ? float.NegativeInfinity : value);
        }

        questions.Answer(row, twice[(2 * row.Length)..]);
    }

    // The bits of numbers above zero are in order as they are, those below it the other way round; adding zero makes one zero of the two.
    private static int InOrder(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    // Eight trees side by side for one row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void AddInParallel(ReadOnlySpan<int> row, Span<double> sums)
    {
        fixed (CompiledNode* nodes = _nodes)
        fixed (int* x = row)
        {
            var tree = 0;
            for (; tree + Walks <= _trees.Length; tree += Walks)
            {
                int a = _roots[tree], b = _roots[tree + 1], c = _roots[tree + 2], d = _roots[tree + 3];
                int e = _roots[tree + 4], f = _roots[tree + 5], g = _roots[tree + 6], h = _roots[tree + 7];
                for (var steps = DepthOf(tree); steps > 0; steps--)
                {
                    a = Next(nodes, a, x);
                    b = Next(nodes, b, x);
                    c = Next(nodes, c, x);
                    d = Next(nodes, d, x);
                    e = Next(nodes, e, x);
                    f = Next(nodes, f, x);
                    g = Next(nodes, g, x);
                    h = Next(nodes, h, x);
                }

                AddNode(tree, a, sums);
                AddNode(tree + 1, b, sums);
                AddNode(tree + 2, c, sums);
                AddNode(tree + 3, d, sums);
                AddNode(tree + 4, e, sums);
                AddNode(tree + 5, f, sums);
                AddNode(tree + 6, g, sums);
                AddNode(tree + 7, h, sums);
            }

            for (; tree < _trees.Length; tree++)
            {
                AddNode(tree, Walk(nodes, tree, x), sums);
            }
        }
    }

    // Eight rows side by side for one tree after another, whose nodes then stay in the first-level cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void AddBlock(ReadOnlySpan<int> block, int rows, Span<double> sums)
    {
        var width = _width;
        fixed (CompiledNode* nodes = _nodes)
        fixed (int* first = block)
        {
            for (var tree = 0; tree < _trees.Length; tree++)
            {
                var row = 0;
                for (; row + Walks <= rows; row += Walks)
                {
                    var x = first + row * width;
                    int a = _roots[tree], b = a, c = a, d = a, e = a, f = a, g = a, h = a;
                    for (var steps = _depths[tree]; steps > 0; steps--)
                    {
                        a = Next(nodes, a, x);
                        b = Next(nodes, b, x + width);
                        c = Next(nodes, c, x + 2 * width);
                        d = Next(nodes, d, x + 3 * width);
                        e = Next(nodes, e, x + 4 * width);
                        f = Next(nodes, f, x + 5 * width);
                        g = Next(nodes, g, x + 6 * width);
                        h = Next(nodes, h, x + 7 * width);
                    }

                    var at = sums[(row * _outputs)..];
                    AddNode(tree, a, at);
                    AddNode(tree, b, at[_outputs..]);
                    AddNode(tree, c, at[(2 * _outputs)..]);
                    AddNode(tree, d, at[(3 * _outputs)..]);
                    AddNode(tree, e, at[(4 * _outputs)..]);
                    AddNode(tree, f, at[(5 * _outputs)..]);
                    AddNode(tree, g, at[(6 * _outputs)..]);
                    AddNode(tree, h, at[(7 * _outputs)..]);
                }

                for (; row < rows; row++)
                {
                    AddNode(tree, Walk(nodes, tree, first + row * width), sums[(row * _outputs)..]);
                }
            }
        }
    }

    private unsafe int Walk(CompiledNode* nodes, int tree, int* x)
    {
        var node = _roots[tree];
        for (var steps = _depths[tree]; steps > 0; steps--)
        {
            node = Next(nodes, node, x);
        }

        return node;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int Next(CompiledNode* nodes, int index, int* x)
    {
        var node = nodes + index;
        return node->Child + (x[node->Feature] > node->Threshold ? 1 : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddNode(int tree, int node, Span<double> sums)
    {
        if (_leafOutputs == 1)
        {
            sums[_outputs == 1 ? 0 : tree % _outputs] += _values[_valueOfNode[node]];
            return;
        }

        var values = _values.AsSpan(_valueOfNode[node], _leafOutputs);
        for (var o = 0; o < values.Length; o++)
        {
            sums[o] += values[o];
        }
    }

    private int DepthOf(int firstTree)
    {
        var depth = 0;
        for (var t = firstTree; t < firstTree + Walks; t++)
        {
            depth = Math.Max(depth, _depths[t]);
        }

        return depth;
    }

    private int Compile(Tree tree, CategoryQuestions questions, int start, int firstValue)
    {
        var depthOf = new int[tree.Nodes.Length];
        for (var n = 0; n < tree.Nodes.Length; n++)
        {
            var node = tree.Nodes[n];
            if (node.Feature == TreeNode.Leaf)
            {
                // Nothing is greater than +∞, so a walk stays here.
                _nodes[start + n] = new CompiledNode(InOrder(float.PositiveInfinity), 0, start + n);
                _valueOfNode[start + n] = firstValue + node.Child * tree.Outputs;
                continue;
            }

            depthOf[node.Child] = depthOf[node.Child + 1] = depthOf[n] + 1;
            _nodes[start + n] = node.Split switch
            {
                TreeNode.MissingRight => new CompiledNode(InOrder(node.Threshold), node.Feature, start + node.Child),
                TreeNode.MissingLeft => new CompiledNode(InOrder(node.Threshold), _features + node.Feature, start + node.Child),
                _ => new CompiledNode(CategoryQuestions.Threshold, 2 * _features + questions.PlaceOf(tree, node), start + node.Child),
            };
        }

        return depthOf.Max();
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct CompiledNode(int Threshold, int Feature, int Child);
}
