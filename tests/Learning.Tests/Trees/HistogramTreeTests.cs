namespace MlFunctions.Learning.Tests;

/// <summary>Trees from histograms, which large tables get.</summary>
public sealed class HistogramTreeTests
{
    private static Tree Grow(Dataset data, int threads = 1, int maxDepth = 6, int minSamplesLeaf = 1, int maxFeatures = int.MaxValue, bool isEntropy = false, int maxBins = 256) => HistogramTree.Grow(
        data, isEntropy, new TreeShape(maxDepth, 2, minSamplesLeaf, maxFeatures), maxBins, new RandomStream(1), threads, TestContext.Current.CancellationToken);

    private static DecisionTreeModel Model(Tree tree, LearningTask task) => new DecisionTreeModel(task, 4, tree);

    [Theory]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Multiclass)]
    public void FewDistinctValues_SameTreeAsTheExactOne(LearningTask task)
    {
        var data = Rounded(MixedTable.Make(task, rows: 3000, seed: 21));

        var exact = ExactTree.Grow(
            data.Features, TreeTargets.Of(data), TreeCriterion.For(new DecisionTreeTrainer(), task, null), new TreeShape(4, 2, 5, int.MaxValue), new RandomStream(1), TestContext.Current.CancellationToken);

        var table = data.Features;
        Assert.Equal(
            Model(exact, task).Outputs(table), Model(Grow(data, maxDepth: 4, minSamplesLeaf: 5), task).Outputs(table), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(LearningTask.Regression, 1)]
    [InlineData(LearningTask.Regression, 2)]
    [InlineData(LearningTask.Binary, 1)]
    [InlineData(LearningTask.Multiclass, 1)]
    public void AnyNumberOfThreads_SameTree(LearningTask task, int targets)
    {
        var data = MixedTable.Make(task, rows: 20_000, seed: 22, targets);

        var one = ModelFormat.Save(Model(Grow(data, threads: 1), task));

        Assert.Equal(one, ModelFormat.Save(Model(Grow(data, threads: 3), task)));
        Assert.Equal(one, ModelFormat.Save(Model(Grow(data, threads: 8), task)));
    }

    [Fact]
    public void Weighted_SameAsRepeatedRows()
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 4000, seed: 23);
        int[] repeated = [.. Enumerable.Range(0, data.Rows).SelectMany(r => Enumerable.Repeat(r, 1 + r % 3))];
        var weighted = data.WithWeights([.. Enumerable.Range(0, data.Rows).Select(r => 1.0 + r % 3)]);

        // The bins do not know of weights, so they are the same only where every value has its own.
        var a = Model(Grow(Rounded(weighted)), LearningTask.Regression).Outputs(data.Features);
        var b = Model(Grow(Rounded(data.Take(repeated))), LearningTask.Regression).Outputs(data.Features);

        Assert.Equal(a, b, (x, y) => Math.Abs(x - y) < 1e-9);
    }

    [Fact]
    public void Entropy_DividesClassesToo()
    {
        var data = MixedTable.Make(LearningTask.Binary, rows: 5000, seed: 24);

        var outputs = Model(Grow(data, isEntropy: true), LearningTask.Binary).Outputs(data.Features);

        Assert.InRange(MetricCatalog.BuiltIn.Get("auc").Compute(data, outputs), 0.95, 1);
    }

    [Fact]
    public void MinSamplesLeaf_IsKept()
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 2000, seed: 25);
        var tree = Grow(data, maxDepth: 20, minSamplesLeaf: 50);
        var row = new float[4];

        var counts = Enumerable.Range(0, data.Rows).CountBy(r =>
        {
            data.Features.CopyRow(r, row);
            return tree.Leaf(row);
        });

        Assert.All(counts, count => Assert.InRange(count.Value, 50, 2000));
    }

    [Fact]
    public void MoreCategoriesThanBins_TheRareOnesShareOne()
    {
        float[] codes = [.. Enumerable.Range(0, 6000).Select(r => (float)(r % 600))];
        var data = Table.Regression(Table.Category(600, codes), [.. codes.Select(code => code % 2 == 0 ? 5.0 : -5.0)]);

        var tree = Grow(data, maxDepth: 3, maxBins: 16);

        Assert.All(Enumerable.Range(0, 600), code => Assert.InRange(tree.Evaluate([code])[0], -5, 5));
        Assert.Equal([5.0], tree.Evaluate([0]).ToArray());
        Assert.Equal([-5.0], tree.Evaluate([1]).ToArray());
    }

    [Fact]
    public void LargeRegression_ThroughTheTrainer_UsesBins_AndStillFits()
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: DecisionTreeTrainer.HistogramRows, seed: 26);

        var model = Fit.Train("decision-tree", LearningTask.Regression, data, threads: 2, ("maxDepth", 10), ("minSamplesLeaf", 5));

        Assert.InRange(RegressionMetrics.R2.Compute(data, model.Outputs(data.Features)), 0.95, 1);
    }

    // Numbers of one digit, so that every value has a bin of its own.
    private static Dataset Rounded(Dataset data)
    {
        var columns = Enumerable.Range(0, 4).Select(c => Array.ConvertAll(data.Features.Column(c).ToArray(), v => MathF.Round(v * 4) / 4)).ToArray();
        for (var c = 2; c < 4; c++)
        {
            columns[c] = data.Features.Column(c).ToArray();
        }

        return new Dataset(new FeatureTable(data.Features.Columns, columns), [.. Enumerable.Range(0, data.TargetCount).Select(t => data.Target(t).ToArray())], data.Classes, data.IsWeighted ? data.Weights.ToArray() : null);
    }
}
