using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Steps of preparation that a definition names: fitted in the run, saved with the model, and the same when a row is asked for.</summary>
public sealed class PreparationStepsTests
{
    [Fact]
    [Trait("Acceptance", "20")]
    public async Task OrdersTimesProduct_LetALinearModelFindEachProductsSlope()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition =>
        {
            definition["preparation"] = new JsonArray(
                new JsonObject { ["transform"] = "one-hot", ["columns"] = new JsonArray("product_code") },
                new JsonObject { ["transform"] = "polynomial", ["degree"] = 2 });
            definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "linear-regression" });
            definition["gates"] = new JsonObject();
        });

        var run = await host.TrainAsync(Table.Csv());

        // The table is linear in orders for each product, with noise of one hour: R² 0.98 is all that there is to explain.
        Assert.InRange(run.GetProperty("result").GetProperty("metrics").GetProperty("r2").GetDouble(), 0.97, 0.99);
        var answer = (await host.PostAsync("predict/dispatch", """{"product_code":"SKU005","orders_placed":100}""")).Body;
        Assert.InRange(answer.GetProperty("est_hours_to_dispatch").GetDouble(), 17, 18);
    }

    [Fact]
    public async Task AStepThatCannotBeFitted_IsNamedInTheError()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["preparation"] = new JsonArray(new JsonObject { ["transform"] = "bins", ["count"] = "many" }));

        var run = await host.TrainAsync(Table.Csv());

        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("bins", run.GetProperty("progress").GetProperty("candidates")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("'bins' has count \"many\"", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Acceptance", "21")]
    [Trait("Acceptance", "23")]
    public async Task TheSelector_IsWhatTheDefinitionSaysWhenTheRunBegins()
    {
        await using var host = await PipelineHost.StartAsync();
        await DefineAsync("""{"transform": "select", "by": "mutual-information", "keep": 1}""");
        await host.TrainAsync(Table.Csv());
        Assert.Equal((true, false), await AnswersMoveWithAsync());

        // Of the two, product codes spread less; by their spread alone, orders win again, so the caller names the other.
        await DefineAsync("""{"transform": "select", "by": "caller", "columns": ["product_code"]}""");
        await host.TrainAsync(Table.Csv(seed: 2), "week-2.csv");
        Assert.Equal((false, true), await AnswersMoveWithAsync());

        Task DefineAsync(string selector) => host.DefineAsync(definition =>
        {
            definition["preparation"] = new JsonArray(JsonNode.Parse(selector));
            definition["gates"] = new JsonObject { ["champion"] = "ignore" };
        });

        async Task<(bool Orders, bool Product)> AnswersMoveWithAsync()
        {
            var answers = new List<double>();
            foreach (var (orders, product) in new[] { (50, "SKU001"), (250, "SKU001"), (50, "SKU005") })
            {
                var (_, answer) = await host.PostAsync("predict/dispatch", $$"""{"orders_placed": {{orders}}, "product_code": "{{product}}"}""");
                answers.Add(answer.GetProperty("est_hours_to_dispatch").GetDouble());
            }

            return (answers[0] != answers[1], answers[0] != answers[2]);
        }
    }

    [Fact]
    [Trait("Acceptance", "25")]
    public async Task ARerun_LeavesItsInputAsItWasAndMakesTheSameBytes()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        var before = Bytes(host);

        foreach (var made in Directory.EnumerateFiles(Blobs(host, "features"), "*", SearchOption.AllDirectories))
        {
            File.Delete(made);
        }

        await host.PostAsync("pipelines/dispatch/runs?fresh=true", "");
        Assert.Equal("completed", (await host.EndedRunAsync("dispatch", 2)).GetProperty("status").GetString());

        Assert.Equal(["columns.bin", "report.json", "split.json", "week-1.csv"], before.Keys.Select(Path.GetFileName).Order());
        Assert.Equal(before, Bytes(host));
    }

    private static string Blobs(PipelineHost host, string container) => Path.Combine(host.Functions.StateDirectory, "blobs", container);

    /// <summary>By file: the bytes that came in, and those that were made of them.</summary>
    private static Dictionary<string, string> Bytes(PipelineHost host) => Directory.EnumerateFiles(Blobs(host, "raw"), "*", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Blobs(host, "features"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is "columns.bin" or "report.json" or "split.json"))
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
}
