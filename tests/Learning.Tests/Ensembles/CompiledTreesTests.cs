namespace MlFunctions.Learning.Tests;

/// <summary>Compiled trees against the same trees walked one by one.</summary>
public sealed class CompiledTreesTests
{
    private static readonly float[] Odd = [float.NaN, -1, 0.5f, 3.7f, 4, 99, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Multiclass)]
    public void NumbersAndCategories_SameToTheBit(LearningTask task)
    {
        Tree[] trees = [.. Enumerable.Range(0, 21).Select(seed => HistogramTree.Grow(
            MixedTable.Make(task, rows: 800, (ulong)seed), isEntropy: false, new TreeShape(7, 2, 1, 3), maxBins: 256, new RandomStream((ulong)seed), threads: 1, TestContext.Current.CancellationToken))];

        Assert.NotNull(CategoryQuestions.Of(trees));
        Assert.True(CategoryQuestions.Of(trees)!.Count > 0);
        AssertSame(trees, MixedTable.Make(task, rows: 300, seed: 99).Features);
    }

    [Fact]
    public void MoreAnswersThanAreKept_SameToTheBit()
    {
        const int cardinality = 300_000;
        var sets = new List<uint>();
        var start = CategorySet.Append(sets, [.. Enumerable.Range(0, cardinality + 1).Select(code => code % 3 == 0)]);
        TreeNode[] nodes = [new(0, 0, 1, start), new(TreeNode.Leaf, 0, 0, 0), new(TreeNode.Leaf, 0, 1, 0)];
        Tree[] trees = [new(nodes, [.. sets], [0.25, 4], outputs: 1)];

        Assert.Null(CategoryQuestions.Of(trees));
        AssertSame(trees, new FeatureTable([new FeatureColumn("code", FeatureKind.Category, cardinality)], [[0, 1, 2, 3, 299_999, float.NaN]]));
    }

    private static void AssertSame(Tree[] trees, FeatureTable table)
    {
        var outputs = trees[0].Outputs;
        var compiled = new CompiledTrees(trees, table.Columns.Count, outputs);
        var together = new double[table.Rows * outputs];
        compiled.Add(table, 0, table.Rows, together);
        for (var r = 0; r < table.Rows; r++)
        {
            var row = new float[table.Columns.Count];
            table.CopyRow(r, row);
            Assert.Equal(ByOne(trees, row), together[(r * outputs)..((r + 1) * outputs)]);
            foreach (var (value, f) in Odd.SelectMany(value => row.Select((_, f) => (value, f))))
            {
                float[] odd = [.. row];
                odd[f] = value;
                var alone = new double[outputs];
                compiled.Add(odd, alone);
                Assert.Equal(ByOne(trees, odd), alone);
            }
        }
    }

    private static double[] ByOne(Tree[] trees, float[] row)
    {
        var sums = new double[trees[0].Outputs];
        foreach (var tree in trees)
        {
            var leaf = tree.Evaluate(row);
            for (var o = 0; o < sums.Length; o++)
            {
                sums[o] += leaf[o];
            }
        }

        return sums;
    }
}
