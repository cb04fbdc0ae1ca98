using System.Globalization;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Evaluation;

/// <summary>Clusters from the definition to the prediction: rows of three heaps, and of nothing that says which.</summary>
[Trait("Acceptance", "39")]
public sealed class ClusteringTests
{
    private const int Rows = 300;

    private static readonly (double X, double Y)[] Heaps = [(0, 0), (10, 0), (0, 10)];

    [Fact]
    [Trait("Acceptance", "49")]
    public async Task TheCandidateThatTheMetricPrefers_IsChampion_AndTellsTheHeapsApart()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => Heaped(definition, "silhouette"), "heaps");

        var run = await host.TrainAsync(Csv(), pipeline: "heaps");

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var model = await host.GetAsync("models/heaps/1");
        Assert.Equal(3, model.GetProperty("hyperparameters").GetProperty("clusters").GetInt32());

        // What the evaluation says of the holdout is what the model answers for its rows.
        var (_, split) = await host.PostAsync($"datasets/heaps/{run.GetProperty("progress").GetProperty("batchId").GetString()}/split", "");
        int[] holdout = [.. split.GetProperty("holdout").EnumerateArray().Select(row => row.GetInt32())];
        var rows = new JsonArray([.. holdout.Select(row => new JsonObject { ["x"] = Point(row).X, ["y"] = Point(row).Y })]);
        var (_, answers) = await host.PostAsync("predict/heaps", rows.ToJsonString());
        int[] clusters = [.. answers.EnumerateArray().Select(answer => answer.GetProperty("cluster").GetInt32())];
        Assert.Equal(3, clusters.Zip(holdout, (cluster, row) => (cluster, Heap: row % 3)).Distinct().Count());
        var evaluation = model.GetProperty("evaluation").GetProperty("evaluation");
        Assert.Equal(
            Enumerable.Range(0, 3).Select(cluster => clusters.Count(other => other == cluster)),
            evaluation.GetProperty("clusterSizes").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(Silhouette([.. holdout.Select(Point)], clusters), model.GetProperty("metrics").GetProperty("silhouette").GetDouble(), 1e-5);
        Assert.StartsWith("# heaps:1", await host.Client.GetStringAsync(new Uri("/api/models/heaps/1/card?format=md", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Acceptance", "49")]
    public async Task ByAnotherMetric_AnotherCandidateIsChampion_AndAChampionIsBeatenOnTheSameRows()
    {
        await using var host = await PipelineHost.StartAsync();

        // Every further cluster brings rows nearer to their center, so inertia prefers the most.
        await host.DefineAsync(definition => Heaped(definition, "inertia"), "heaps");
        await host.TrainAsync(Csv(), pipeline: "heaps");
        Assert.Equal(6, (await host.GetAsync("models/heaps/1")).GetProperty("hyperparameters").GetProperty("clusters").GetInt32());

        await host.DefineAsync(
            definition =>
            {
                Heaped(definition, "inertia");
                definition["candidates"]!.AsArray().RemoveAt(1);
            },
            "heaps");
        var worse = await host.TrainAsync(Csv(), "again.csv", "heaps");

        Assert.Equal("rejected", worse.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Contains("not better than the champion's", worse.GetProperty("result").GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    private static void Heaped(JsonObject definition, string metric)
    {
        definition["task"] = "clustering";
        definition["features"] = new JsonArray(new JsonObject { ["name"] = "x", ["type"] = "number" }, new JsonObject { ["name"] = "y", ["type"] = "number" });
        definition.Remove("targets");
        definition["split"] = new JsonObject { ["strategy"] = "random" };
        definition["candidates"] = new JsonArray(
            new JsonObject { ["trainer"] = "k-means", ["grid"] = new JsonObject { ["clusters"] = new JsonArray(3) } },
            new JsonObject { ["trainer"] = "k-means", ["grid"] = new JsonObject { ["clusters"] = new JsonArray(6) } });

        // A step of the definition's own, so that distances stay in the units of the file, in which the test measures them.
        definition["preparation"] = new JsonArray(new JsonObject { ["transform"] = "impute" });
        definition["metric"] = metric;
        definition["gates"] = new JsonObject();
    }

    // A heap is twenty-three steps wide and nineteen high, in steps that floats hold exactly.
    private static (double X, double Y) Point(int row) =>
        (Heaps[row % 3].X + ((row * 7 % 23) - 11) / 8.0, Heaps[row % 3].Y + ((row * 11 % 19) - 9) / 8.0);

    private static string Csv() => string.Join('\n', Enumerable.Range(0, Rows)
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{Point(row).X},{Point(row).Y}"))
        .Prepend("x,y"));

    // Rousseeuw (1987): of each row (b − a) / max(a, b), where a is its mean distance within its cluster and b that to the nearest other.
    private static double Silhouette((double X, double Y)[] points, int[] clusters) => points.Select((point, i) =>
    {
        var distances = points.Select((other, j) => (Cluster: clusters[j], IsSelf: i == j, Distance: double.Hypot(point.X - other.X, point.Y - other.Y)))
            .Where(other => !other.IsSelf)
            .ToLookup(other => other.Cluster, other => other.Distance);
        if (!distances.Contains(clusters[i]))
        {
            return 0;
        }

        var (a, b) = (distances[clusters[i]].Average(), distances.Where(other => other.Key != clusters[i]).Min(other => other.Average()));
        return (b - a) / Math.Max(a, b);
    }).Average();
}
