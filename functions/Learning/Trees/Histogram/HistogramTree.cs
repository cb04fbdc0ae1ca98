namespace MlFunctions.Learning;

/// <summary>One tree over all rows of a dataset, from histograms.</summary>
internal static class HistogramTree
{
    public static Tree Grow(Dataset data, bool isEntropy, TreeShape shape, int maxBins, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var table = BinnedTable.Of(data.Features, maxBins, threads, cancellationToken);
        var statistics = ImpurityStatistics.Of(TreeTargets.Of(data), data.IsWeighted);
        return Grow(table, statistics, isEntropy, shape, random, threads, cancellationToken);
    }

    public static Tree Grow(BinnedTable table, ImpurityStatistics statistics, bool isEntropy, TreeShape shape, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var targets = statistics.Targets;
        int[] features = [.. Enumerable.Range(0, table.Features.Length)];
        int[] rows = [.. targets.Rows];
        var grower = new HistogramTreeGrower(table, statistics.Rows, statistics.Criterion(shape.MinSamplesLeaf, isEntropy), shape, features, rows.Length, threads);
        return grower.Grow(rows, targets.Outputs, new MeanLeaf(targets), random, leaves: null, cancellationToken);
    }
}
