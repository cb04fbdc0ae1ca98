using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Evaluation;

/// <summary>A holdout on which a metric has no value, such as the AUC of rows of one class.</summary>
public sealed class MetricWithoutValueTests
{
    [Fact]
    [Trait("Acceptance", "57")]
    public async Task AModelThatCannotBeMeasured_IsRefusedWithTheReason_AndTheChampionServesOn()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => Notes(definition, metric: "auc", fail: "accuracy"), "notes");
        var first = await host.TrainAsync(Csv(row => row % 2), "both.csv", "notes");

        // The split is sequential, so the last fifth is the holdout: here of one class.
        var second = await host.TrainAsync(Csv(row => row < 160 ? row % 2 : 1), "one.csv", "notes");

        Assert.Equal("deployed", first.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal("completed", second.GetProperty("status").GetString());
        Assert.Equal("rejected", second.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(["auc has no value on the holdout"], second.GetProperty("result").GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        Assert.Equal(1, (await host.ModelsAsync("notes")).GetProperty("champion").GetInt32());

        var evaluation = await host.GetAsync($"runs/{second.GetProperty("id").GetString()}/evaluation");
        Assert.DoesNotContain("NaN", evaluation.GetRawText(), StringComparison.Ordinal);
        var metrics = evaluation.GetProperty("candidates")[0].GetProperty("metrics");
        Assert.False(metrics.TryGetProperty("auc", out _));
        Assert.Equal(JsonValueKind.Number, metrics.GetProperty("accuracy").ValueKind);
    }

    [Fact]
    [Trait("Acceptance", "57")]
    public async Task AGateWhoseMetricHasNoValue_IsNotPassed()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => Notes(definition, metric: "accuracy", fail: "auc"), "notes");

        var run = await host.TrainAsync(Csv(row => row < 160 ? row % 2 : 1), "one.csv", "notes");

        var reason = Assert.Single(run.GetProperty("result").GetProperty("reasons").EnumerateArray()).GetString();
        Assert.Equal("auc has no value on the holdout; at least 0.1 is the least it takes to serve", reason);
    }

    private static void Notes(JsonObject definition, string metric, string fail)
    {
        definition["task"] = "binary";
        definition["features"] = new JsonArray(new JsonObject { ["name"] = "variance", ["type"] = "number" });
        definition["targets"] = new JsonArray(new JsonObject { ["name"] = "class", ["classes"] = new JsonArray("0", "1") });
        definition["split"] = new JsonObject { ["strategy"] = "sequential", ["ratio"] = 0.8 };
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "logistic-regression" });
        definition["metric"] = metric;
        definition["gates"] = new JsonObject { ["fail"] = new JsonObject { [fail] = 0.1 } };
    }

    // Two hundred rows, told apart by their one feature but for every tenth.
    private static string Csv(Func<int, int> classOf) => string.Join('\n', Enumerable.Range(0, 200)
        .Select(row => $"{(row % 10 == 0 ? 1 - classOf(row) : classOf(row)) + (row / 1000.0)},{classOf(row)}")
        .Prepend("variance,class"));
}
