namespace MlFunctions.Learning.Tests;

/// <summary>Histograms of nodes, and how rows are divided, against the same done one row at a time.</summary>
public sealed class HistogramSumsTests
{
    private const int Rows = 3 * PackedSums.MostRows + 77;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(28, 3)]
    [InlineData(33, 2)]
    [InlineData(70, 8)]
    public void AddUp_SameAsRowByRow(int features, int threads)
    {
        var random = new Random(features);
        var statistics = Statistics(largestFirst: (1 << 22) - 1, largestSecond: (1 << 15) - 1);
        Fill(statistics, _ => (random.Next(1 << 15), random.Next(-(1 << 22) + 1, 1 << 22)));

        Assert.NotNull(statistics.PackedShift);
        AssertSums(statistics, features, threads);
    }

    [Fact]
    public void AddUp_EveryRowAsLargeAsItMayBe_NothingCarriesOver()
    {
        var statistics = Statistics(largestFirst: (1 << 22) - 1, largestSecond: (1 << 15) - 1);

        Fill(statistics, row => ((1 << 15) - 1, row < Rows / 2 ? -(1 << 22) + 1 : (1 << 22) - 1));
        AssertSums(statistics, features: 9, threads: 1);

        Fill(statistics, _ => ((1 << 15) - 1, -(1 << 22) + 1));
        AssertSums(statistics, features: 9, threads: 1);
    }

    [Fact]
    public void AddUp_NumbersTooLargeForOneWord_SameAsRowByRow()
    {
        var random = new Random(3);
        var statistics = Statistics(RowStatistics.Largest, RowStatistics.Largest);
        Fill(statistics, _ => (random.Next(RowStatistics.Largest), random.Next(-RowStatistics.Largest, RowStatistics.Largest)));

        Assert.Null(statistics.PackedShift);
        AssertSums(statistics, features: 33, threads: 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Divide_KeepsTheOrderOnEachSide(int threads)
    {
        var table = Table(rows: 100_000, features: 3);
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => row % 7 != 0)];
        var nodes = new[] { Node(0, 70_000, feature: 2, last: 99), Node(70_000, rows.Length - 70_000, feature: 0, last: 3) };
        var expected = nodes.SelectMany(node => rows.Skip(node.Start).Take(node.Count).OrderBy(row => table.Column(node.Split!.Feature)[row] <= node.Split.LastLeftBin ? 0 : 1)).ToArray();

        var lefts = new RowPartition(table, new int[rows.Length]).Apply(nodes, rows, threads, TestContext.Current.CancellationToken);

        Assert.Equal(expected, rows);
        Assert.Equal(nodes.Select(node => rows.Skip(node.Start).Take(node.Count).Count(row => table.Column(node.Split!.Feature)[row] <= node.Split.LastLeftBin)), lefts);

        GrowingNode Node(int start, int count, int feature, int last)
        {
            var split = new HistogramSplit(lanes: 2);
            split.TakeNumber(1, feature, last, table.Features[feature], missingLeft: false, [0, 0]);
            return new GrowingNode(start, count, 0, [0, 0]) { Split = split };
        }
    }

    private static void AssertSums(RowStatistics statistics, int features, int threads)
    {
        var table = Table(Rows, features);
        int[] rows = [.. Enumerable.Range(0, Rows).Where(row => row % 5 != 0)];
        var node = new GrowingNode(0, rows.Length, 0, [0, 0]) { Histogram = new long[Histogram.Start(features, statistics.Lanes)] };
        Array.Fill(node.Histogram, 13);

        new NodeSums(table, statistics, new HistogramBuffers(rows.Length)).AddUp([node], rows, threads, TestContext.Current.CancellationToken);

        var expected = new long[node.Histogram.Length];
        foreach (var row in rows)
        {
            for (var feature = 0; feature < features; feature++)
            {
                var bin = Histogram.Start(feature, 2) + 2 * table.Column(feature)[row];
                expected[bin] += statistics.Values[2 * row];
                expected[bin + 1] += statistics.Values[2 * row + 1];
            }
        }

        Assert.Equal(expected, node.Histogram);
    }

    private static BinnedTable Table(int rows, int features)
    {
        var random = new Random(1);
        var columns = Enumerable.Range(0, features).Select(feature => Enumerable.Range(0, rows).Select(_ => (float)random.Next(feature % 3 == 0 ? 7 : 1000)).ToArray()).ToArray();
        return BinnedTable.Of(
            new FeatureTable([.. Enumerable.Range(0, features).Select(feature => new FeatureColumn($"f{feature}"))], columns), maxBins: 256, threads: 2, TestContext.Current.CancellationToken);
    }

    private static RowStatistics Statistics(int largestFirst, int largestSecond)
    {
        var statistics = new RowStatistics(lanes: 2, Rows);
        statistics.SetScale(0, 1, largestSecond);
        statistics.SetScale(1, 1, largestFirst);
        return statistics;
    }

    private static void Fill(RowStatistics statistics, Func<int, (int Second, int First)> of)
    {
        for (var row = 0; row < Rows; row++)
        {
            (statistics.Values[2 * row], statistics.Values[2 * row + 1]) = of(row);
        }
    }
}
