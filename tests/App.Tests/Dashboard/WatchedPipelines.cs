using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Dashboard;

/// <summary>One app with a pipeline for each kind of prediction, one that has nothing yet, and one whose words look like markup.</summary>
public sealed class WatchedPipelines : IAsyncLifetime
{
    /// <summary>What would run, were it taken for markup.</summary>
    public const string Markup = "<img src=x onerror=alert(1)>";

    private readonly TrainedKinds _kinds = new();

    internal PipelineHost Host => _kinds.Host;

    /// <summary>Where the app is.</summary>
    internal Uri App => Host.Client.BaseAddress!;

    public async ValueTask InitializeAsync()
    {
        await _kinds.InitializeAsync();
        foreach (var pipeline in (string[])["number", "list", "class"])
        {
            // The newest file has to be one that can be learned from, which the one before is not.
            await HaveDatasetsAsync(pipeline, 2);
            await Host.Functions.UploadBlobAsync($"raw/{pipeline}/again.csv", (await Host.Functions.DownloadBlobAsync($"raw/{pipeline}/rows.csv"))!);
            await HaveDatasetsAsync(pipeline, 3);
        }

        await Host.DefineAsync(pipeline: "empty");
        await Host.DefineAsync(pipeline: "uploaded");
        await TrainAsync("markup", definition =>
        {
            definition["targets"] = new JsonArray(new JsonObject { ["name"] = "far", ["classes"] = new JsonArray("0", "1"), ["labels"] = new JsonArray("near", Markup) });
        });
        await TrainAsync("dated", definition => definition["features"]!.AsArray().Add(new JsonObject { ["name"] = "day", ["type"] = "date" }));
        await TrainAsync("asked", definition => definition["approval"] = true, isApproved: false);
    }

    public ValueTask DisposeAsync() => _kinds.DisposeAsync();

    /// <summary>Sends a batch and waits for its scores.</summary>
    /// <param name="pipeline">A pipeline of two numbers.</param>
    /// <param name="subjects">What its rows are called.</param>
    internal async Task<string> ScoredAsync(string pipeline, params string[] subjects)
    {
        var body = new JsonObject
        {
            ["subjects"] = new JsonArray([.. subjects.Select(subject => (JsonNode)subject)]),
            ["features"] = new JsonArray([.. subjects.Select((_, row) => (JsonNode)new JsonArray(1.0 + row, 2.0))]),
        };
        var batchId = await Host.AcceptedAsync(body.ToJsonString(), pipeline: pipeline);
        var batch = await Host.EndedAsync(batchId, pipeline);
        Assert.True(batch.GetProperty("status").GetString() == "scored", $"{batch}");
        return batchId;
    }

    private async Task TrainAsync(string pipeline, Action<JsonObject> change, bool isApproved = true)
    {
        await Host.DefineAsync(
            definition =>
            {
                definition["task"] = "binary";
                definition["features"] = JsonNode.Parse("""[{ "name": "a", "type": "number" }, { "name": "b", "type": "number" }]""");
                definition["targets"] = JsonNode.Parse("""[{ "name": "far", "classes": ["0", "1"], "labels": ["near", "far"] }]""");
                definition["split"] = JsonNode.Parse("""{ "strategy": "random", "ratio": 0.8, "seed": 42 }""");
                definition["candidates"] = JsonNode.Parse("""[{ "trainer": "logistic-regression" }]""");
                definition["metric"] = "auc";
                definition["gates"] = JsonNode.Parse("""{ "champion": "ignore" }""");
                change(definition);
            },
            pipeline);
        await Host.Functions.UploadBlobAsync($"raw/{pipeline}/rows.csv", Rows());
        await Eventually.TrueAsync(async () => (await Host.RunsAsync(pipeline)) is [var run] && (isApproved ? IsCompleted(run) : IsAsked(run)), $"the first run of {pipeline}");
    }

    private Task HaveDatasetsAsync(string pipeline, int count) =>
        Eventually.TrueAsync(async () => (await Host.GetAsync($"datasets/{pipeline}")).GetArrayLength() == count, $"{count} files of {pipeline}");

    private static bool IsCompleted(JsonElement run) => run.GetProperty("status").GetString() == "completed";

    private static bool IsAsked(JsonElement run) => run.TryGetProperty("progress", out var progress) && progress.TryGetProperty("approval", out _);

    private static string Rows() => Enumerable.Range(0, 200).Aggregate(
        new StringBuilder("a,b,day,far\n"), (csv, i) => csv.Append(CultureInfo.InvariantCulture, $"{i % 20 / 2.0},{i % 7},2024-02-{(i % 28) + 1:00},{(i % 20 > 10 ? 1 : 0)}\n")).ToString();
}
