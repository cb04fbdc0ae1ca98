using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// Makes the histograms of the nodes of a level and finds their best divisions. Those of large nodes are kept for their children;
/// small nodes, and nodes that choose from few features, make theirs in passing.
/// </summary>
internal sealed class NodeHistograms
{
    private const long MostKeptBytes = 256L << 20;
    private const int FewestKeptRows = 1024;

    // As much as is worth a thread's turn.
    private const int PartFeatures = 8;

    private readonly BinnedTable _table;
    private readonly RowStatistics _statistics;
    private readonly HistogramCriterion _criterion;
    private readonly int[] _features;
    private readonly int _maxFeatures;
    private readonly int _keptRows;
    private readonly int _length;
    private readonly HistogramBuffers _buffers;
    private readonly NodeSums _sums;
    private readonly ConcurrentBag<Scratch> _scratch = [];

    public NodeHistograms(BinnedTable table, RowStatistics statistics, HistogramCriterion criterion, int[] features, int maxFeatures, HistogramBuffers buffers)
    {
        _table = table;
        _statistics = statistics;
        _criterion = criterion;
        _features = features;
        _maxFeatures = maxFeatures;
        _buffers = buffers;
        _sums = new NodeSums(table, statistics, buffers);
        _length = Histogram.Start(table.Features.Length, statistics.Lanes);
        // A level has at most rows / keptRows nodes of that size, so this bounds the memory.
        _keptRows = IsDrawing ? int.MaxValue : (int)Math.Clamp((long)((double)buffers.Rows.Length * _length * sizeof(long) / MostKeptBytes), FewestKeptRows, int.MaxValue);
    }

    private bool IsDrawing => _maxFeatures < _features.Length;

    /// <summary>Finds the best division of every open node of a level.</summary>
    public void FindSplits(List<GrowingNode> level, int[] rows, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        GrowingNode[] kept = [.. level.Where(IsKept)];
        GrowingNode[] passing = [.. level.Where(node => node.IsOpen && !IsKept(node))];
        // Draws come one after another before threads share the work, so that they do not depend on the threads.
        var draws = IsDrawing ? Array.ConvertAll(passing, _ => Draw(random)) : [];
        FindKept(level, kept, rows, threads, cancellationToken);
        Blocks.ForEach(passing.Length, 1, threads, (i, _) => FindInPassing(passing[i], rows, IsDrawing ? draws[i] : _features), cancellationToken);
    }

    /// <summary>Passes the histogram of a divided node on to its larger child.</summary>
    public void HandDown(GrowingNode node)
    {
        if (node.Histogram is not { } histogram)
        {
            return;
        }

        node.Histogram = null;
        var (smaller, larger) = node.Left!.Count < node.Right!.Count ? (node.Left, node.Right) : (node.Right, node.Left);
        if (IsKept(larger))
        {
            larger.Histogram = histogram;
            larger.Sibling = smaller;
        }
        else
        {
            _buffers.Return(histogram);
        }
    }

    private bool IsKept(GrowingNode node) => node.IsOpen && node.Count >= _keptRows;

    private void FindKept(List<GrowingNode> level, GrowingNode[] kept, int[] rows, int threads, CancellationToken cancellationToken)
    {
        GrowingNode[] added = [.. kept.Where(node => node.Histogram is null).Union(kept.Select(node => node.Sibling).OfType<GrowingNode>())];
        foreach (var node in added)
        {
            node.Histogram = _buffers.Rent(_length);
        }

        _sums.AddUp(added, rows, threads, cancellationToken);
        var parts = (_table.Features.Length + PartFeatures - 1) / PartFeatures;
        var found = new HistogramSplit[kept.Length * parts];
        Blocks.ForEach(found.Length, 1, threads, (i, _) => found[i] = Find(kept[i / parts], i % parts), cancellationToken);
        for (var n = 0; n < kept.Length; n++)
        {
            var best = found[n * parts];
            foreach (var other in found.AsSpan(n * parts + 1, parts - 1))
            {
                best = other.Score > best.Bar ? other : best;
            }

            Accept(kept[n], best);
        }

        foreach (var node in level)
        {
            node.Sibling = null;
            if (node is { Split: null, Histogram: { } unused })
            {
                _buffers.Return(unused);
                node.Histogram = null;
            }
        }
    }

    private HistogramSplit Find(GrowingNode node, int part)
    {
        var first = part * PartFeatures;
        var end = Math.Min(first + PartFeatures, _table.Features.Length);
        if (node.Sibling is { } sibling)
        {
            Histogram.Subtract(Part(node, first, end - first), Part(sibling, first, end - first));
        }

        var best = new HistogramSplit(_statistics.Lanes);
        var scratch = Rent();
        foreach (var feature in _features)
        {
            if (feature >= first && feature < end)
            {
                scratch.Splits.Search(_table.Features[feature], feature, Part(node, feature, 1), node.Sums, best);
            }
        }

        _scratch.Add(scratch);
        return best;
    }

    private void FindInPassing(GrowingNode node, int[] rows, int[] features)
    {
        var scratch = Rent();
        var best = new HistogramSplit(_statistics.Lanes);
        var sums = scratch.Sums.AsSpan(0, Histogram.Start(1, _statistics.Lanes));
        for (var i = 0; i < features.Length && (i < _maxFeatures || best.Feature < 0); i++)
        {
            var feature = features[i];
            sums.Clear();
            Histogram.AddFeature(rows.AsSpan(node.Start, node.Count), _table, feature, _statistics, sums);
            scratch.Splits.Search(_table.Features[feature], feature, sums, node.Sums, best);
        }

        _scratch.Add(scratch);
        Accept(node, best);
    }

    private void Accept(GrowingNode node, HistogramSplit best)
    {
        if (best.Feature >= 0 && _criterion.IsGain(best.Score, _criterion.Score(node.Sums)))
        {
            node.Split = best;
        }
    }

    private int[] Draw(RandomStream random)
    {
        int[] drawn = [.. _features];
        random.Shuffle(drawn.AsSpan());
        return drawn;
    }

    private Scratch Rent() => _scratch.TryTake(out var scratch) ? scratch : new Scratch(new long[Histogram.Start(1, _statistics.Lanes)], new HistogramSplits(_criterion));

    private Span<long> Part(GrowingNode node, int firstFeature, int features) => Histogram.Part(node.Histogram!, firstFeature, features, _statistics.Lanes);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Scratch(long[] Sums, HistogramSplits Splits);
}
