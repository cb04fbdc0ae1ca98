namespace MlFunctions.Learning.Tests.Clustering;

/// <summary>Expected inertia: scikit-learn, the best of 20 starts, see reference.py.</summary>
public sealed class KMeansTests
{
    private static readonly Expected Reference = Expected.Of("clusters");

    [Theory]
    [InlineData("four", 4, false)]
    [InlineData("six", 6, false)]
    [InlineData("fourWeighted", 4, true)]
    public void Clusters_are_as_tight_as_those_of_scikit_learn(string name, int clusters, bool weighted)
    {
        var data = new Dataset(Tables.Of(Reference["features"].Rows), [], 0, weighted ? Reference["weights"].Numbers : null);
        RequireInertia(Reference[name].Number, data, clusters);
    }

    [Fact]
    public void Clusters_of_banknotes_are_as_tight_as_those_of_scikit_learn()
    {
        var (features, _) = RealTables.Read("banknotes.csv", "class");
        RequireInertia(Reference["banknotes"].Number, new Dataset(Tables.Of(features), []), 5);
    }

    [Fact]
    public void Bounds_save_distances_but_change_nothing()
    {
        var random = new RandomStream(11);
        var rows = Enumerable.Range(0, 600).Select(_ => new[] { random.NextNormal(), random.NextNormal(), random.NextNormal() }).ToArray();
        var table = Tables.Of(rows);
        var points = new ClusterPoints(table, new DenseEncoding(table.Columns), [], new RowChunks(600, 1, TestContext.Current.CancellationToken));
        var centers = CenterSeeding.Draw(points, 12, new RandomStream(1));
        var plain = PlainLloyd(rows, centers.ToArray(), 12);

        new Lloyd(points, centers).Run(1000, TestContext.Current.CancellationToken);

        Close.Equal(plain, centers, 1e-9);
    }

    [Fact]
    public void Fewer_different_rows_than_clusters_are_a_cluster_each()
    {
        var data = new Dataset(Tables.Of([[1], [1], [2], [2], [2]]), []);
        var outputs = Fit.Train("k-means", LearningTask.Clustering, data, ("clusters", 4)).Outputs(data.Features);
        Assert.Equal(2, outputs.Distinct().Count());
        Assert.Equal(0, ClusteringMetrics.Inertia.Compute(data, outputs));
    }

    private static void RequireInertia(double expected, Dataset data, int clusters)
    {
        var model = Fit.Train("k-means", LearningTask.Clustering, data, ("clusters", clusters), ("starts", 20));
        var inertia = ClusteringMetrics.Inertia.Compute(data, model.Outputs(data.Features));
        Assert.True(inertia <= expected * (1 + 1e-6), $"{inertia} where {expected} can be had.");
    }

    // The textbook's loop, every distance computed.
    private static double[] PlainLloyd(double[][] rows, double[] centers, int clusters)
    {
        var width = rows[0].Length;
        int[]? before = null;
        while (true)
        {
            int[] assigned = [.. rows.Select(r => Enumerable.Range(0, clusters).MinBy(c => r.Select((x, j) => Math.Pow((float)x - centers[c * width + j], 2)).Sum()))];
            if (before is not null && assigned.SequenceEqual(before))
            {
                return centers;
            }

            for (var c = 0; c < clusters; c++)
            {
                for (var j = 0; j < width; j++)
                {
                    centers[c * width + j] = rows.Where((_, r) => assigned[r] == c).Average(r => (double)(float)r[j]);
                }
            }

            before = assigned;
        }
    }
}
