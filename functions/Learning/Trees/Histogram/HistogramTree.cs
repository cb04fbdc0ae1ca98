namespace MlFunctions.Learning;

/// <summary>One tree over all rows of a dataset, from histograms.</summary>
internal static class HistogramTree
{
    public static Tree Grow(Dataset data, bool isEntropy, TreeShape shape, int maxBins, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var table = BinnedTable.Of(data.Features, maxBins, threads, cancellationToken);
        var targets = TreeTargets.Of(data);
        return Grow(table, ImpurityStatistics.Of(targets, data.IsWeighted), [.. targets.Rows], isEntropy, shape, random, threads, cancellationToken);
    }

    /// <summary>One tree over some rows, of which one may be named several times.</summary>
    public static Tree Grow(BinnedTable table, ImpurityStatistics statistics, int[] rows, bool isEntropy, TreeShape shape, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var targets = statistics.Targets;
        int[] features = [.. Enumerable.Range(0, table.Features.Length)];
        var grower = new HistogramTreeGrower(table, statistics.Rows, statistics.Criterion(shape.MinSamplesLeaf, isEntropy), shape, features, new HistogramBuffers(rows.Length), threads);
        return grower.Grow(rows, rows.Length, targets.Outputs, new MeanLeaf(targets), random, leaves: null, cancellationToken);
    }
}
