using System.Globalization;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Preparation;

/// <summary>A pipeline that learns from two kinds of files: orders, and what is known of each product.</summary>
public sealed class JoinedSourcesTests
{
    private const string Products = "sku,weight,colour\nA,1,red\nB,2,blue\nC,3,red\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "27")]
    public async Task Features_AppearOnlyWhenEverySourceIsThere()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Define);

        await PutAsync(host, "orders.csv", Orders());
        Assert.Empty(await host.RunsAsync());
        Assert.False(Directory.Exists(Path.Combine(host.Functions.StateDirectory, "blobs", "features")));

        await PutAsync(host, "products-2026.csv", Products);
        var run = await host.EndedRunAsync("dispatch", 1);

        // hours are weight times orders, so that only who knows the weight of a product explains them.
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.InRange(run.GetProperty("result").GetProperty("metrics").GetProperty("r2").GetDouble(), 0.999, 1);
        var warnings = run.GetProperty("result").GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()).ToArray();
        Assert.Contains("1 of 400 rows were left out, because products-2026.csv does not know their 'sku'", warnings);
        Assert.Equal(2, (await host.EventsAsync("features-generated", 1))[0].GetProperty("subject").GetString()!.Split('-').Length);

        var (_, answer) = await host.PostAsync("predict/dispatch", """{"orders": 10, "weight": 3}""");
        Assert.InRange(answer.GetProperty("est_hours_to_dispatch").GetDouble(), 29.5, 30.5);

        // How often each product is ordered is not in the file of products, so its weight cannot be compared with what is served.
        var watched = (await host.GetAsync("monitoring/dispatch")).GetProperty("versions")[0].GetProperty("features").EnumerateArray();
        Assert.Equal(["orders"], watched.Select(feature => feature.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task ARunThatIsAskedForTooEarly_SaysWhatItWaitsFor()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Define);
        await PutAsync(host, "orders.csv", Orders());

        await host.PostAsync("pipelines/dispatch/runs", "");
        var run = await host.EndedRunAsync("dispatch", 1);

        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("waits for data of products: drop a CSV file named products.csv", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASource_IsReportedOnByItselfAndBatchesAreDividedJoined()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Define);
        await PutAsync(host, "products.csv", Products + "D,heavy,red\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"X{i},1,red\n")));
        await PutAsync(host, "orders.csv", Orders());
        await host.EndedRunAsync("dispatch", 1);

        var batches = (await host.GetAsync("datasets/dispatch")).EnumerateArray().ToDictionary(b => b.GetProperty("file").GetString()!, b => b.GetProperty("batchId").GetString());
        var products = await host.GetAsync($"datasets/dispatch/{batches["products.csv"]}");
        var (_, split) = await host.PostAsync($"datasets/dispatch/{batches["orders.csv"]}/split", "");

        Assert.Equal("products", products.GetProperty("prepared").GetProperty("source").GetString());
        Assert.Equal(43, products.GetProperty("report").GetProperty("rows").GetInt32());
        Assert.Equal("colour", products.GetProperty("report").GetProperty("extraColumns")[0].GetString());
        Assert.Equal(1, products.GetProperty("prepared").GetProperty("quarantined").GetInt32());
        Assert.Equal(399, split.GetProperty("training").GetArrayLength() + split.GetProperty("holdout").GetArrayLength());
    }

    private static void Define(JsonObject definition)
    {
        definition["features"] = new JsonArray(
            new JsonObject { ["name"] = "orders", ["type"] = "number" },
            new JsonObject { ["name"] = "weight", ["type"] = "number", ["source"] = "products" });
        definition["sources"] = new JsonObject { ["products"] = new JsonObject { ["key"] = "sku" } };
        definition["targets"] = new JsonArray(new JsonObject { ["name"] = "hours", ["as"] = "est_hours_to_dispatch" });
        definition["split"] = new JsonObject();
        definition["preparation"] = new JsonArray(new JsonObject { ["transform"] = "polynomial", ["degree"] = 2 });
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "linear-regression" });
        definition["gates"] = new JsonObject();
    }

    /// <summary>400 orders: so many of a product take its weight times as many hours; one of a product that nobody knows.</summary>
    private static string Orders()
    {
        var random = new Random(1);
        string[] skus = ["A", "B", "C"];
        return "sku,orders,hours\nZ,1,1\n" + string.Concat(Enumerable.Range(0, 399).Select(_ =>
        {
            var (product, orders) = (random.Next(3), random.NextDouble() * 20);
            return string.Create(CultureInfo.InvariantCulture, $"{skus[product]},{orders},{orders * (product + 1)}\n");
        }));
    }

    private static async Task PutAsync(PipelineHost host, string file, string csv)
    {
        using var content = new StringContent(csv);
        using var answer = await host.Client.PutAsync(new Uri($"/api/datasets/dispatch/{file}", UriKind.Relative), content, Cancelled);
        answer.EnsureSuccessStatusCode();
    }
}
