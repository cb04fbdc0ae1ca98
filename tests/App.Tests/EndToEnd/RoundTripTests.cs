using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.OpenApi;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Every kind of prediction comes back the same, to the bit, by every way that there is to ask for it, and as the OpenAPI document says.</summary>
[Trait("Acceptance", "59")]
public sealed class RoundTripTests(TrainedKinds trained) : IClassFixture<TrainedKinds>
{
    private const string Asked = "[[1,1],[9,1],[1,9]]";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PipelineHost Host => trained.Host;

    // By arithmetic: what the table was made with, at the three centers.
    [Theory]
    [InlineData("number", "[2,26,-14]")]
    [InlineData("list", "[[2,2],[26,10],[-14,10]]")]
    [InlineData("probability", """["near","far","near"]""")]
    [InlineData("margin", """["near","far","near"]""")]
    [InlineData("class", """["south","east","north"]""")]
    public async Task APrediction_IsWhatTheTableWasMadeWith(string pipeline, string expected)
    {
        var (_, answer) = await Host.PostAsync($"predict/{pipeline}", $$"""{"features":{{Asked}}}""");

        AssertClose(JsonDocument.Parse(expected).RootElement, answer.GetProperty("predictions"));
    }

    [Fact]
    public async Task ACluster_IsANumber_TheSameForRowsThatAreTogether()
    {
        var (_, answer) = await Host.PostAsync("predict/cluster", """{"features":[[1,1],[9,1],[1,9],[1.2,0.9],[8.8,1.1],[0.7,9.2]]}""");
        var clusters = answer.GetProperty("predictions").EnumerateArray().Select(cluster => cluster.GetInt32()).ToArray();
        var (_, one) = await Host.PostAsync("predict/cluster", """{"a":9,"b":1}""");

        Assert.Equal([0, 1, 2], clusters[..3].Order());
        Assert.Equal(clusters[..3], clusters[3..]);
        Assert.Equal(clusters[1], one.GetProperty("cluster").GetInt32());
    }

    [Theory]
    [InlineData("number")]
    [InlineData("list")]
    [InlineData("probability")]
    [InlineData("margin")]
    [InlineData("class")]
    [InlineData("cluster")]
    [Trait("Acceptance", "7")]
    [Trait("Acceptance", "52")]
    public async Task APrediction_IsTheSameToTheBit_OnlineQueuedAndInABatch(string pipeline)
    {
        var (_, arrays) = await Host.PostAsync($"predict/{pipeline}", $$"""{"features":{{Asked}}}""");
        var (_, rows) = await Host.PostAsync($"predict/{pipeline}", """[{"a":1,"b":1},{"a":9,"b":1},{"a":1,"b":9}]""");
        var (_, row) = await Host.PostAsync($"predict/{pipeline}", """{"b":1,"a":9}""");
        var queued = await Host.EndedAsync(await Host.AcceptedAsync($$"""{"subjects":["x","y","z"],"features":{{Asked}}}""", pipeline: pipeline), pipeline);
        var csv = await ScoredDatasetAsync(pipeline);

        Assert.Equal(arrays.GetProperty("predictions").GetRawText(), queued.GetProperty("predictions").GetRawText());
        Assert.Equal(row.GetRawText(), rows[1].GetRawText());
        Assert.Equal($"{pipeline}:1", queued.GetProperty("modelVersion").GetString());
        for (var i = 0; i < 3; i++)
        {
            AssertSame(rows[i], arrays.GetProperty("predictions")[i], queued.GetProperty("scores")[i], csv[i]);
        }
    }

    [Theory]
    [InlineData("number")]
    [InlineData("list")]
    [InlineData("probability")]
    [InlineData("margin")]
    [InlineData("class")]
    [InlineData("cluster")]
    public async Task EveryAnswerOfAPipeline_IsAsTheDocumentSaysOfIt(string pipeline)
    {
        var document = await Host.GetAsync("openapi.json");
        var check = new JsonSchemaCheck(document);
        var batchId = await Host.AcceptedAsync($$"""{"subjects":["x","y","z"],"features":{{Asked}}}""", pipeline: pipeline);

        Assert.Empty(check.Faults(Answer(document, $"/predictions/{pipeline}/{{batchId}}", "get"), await Host.GetAsync($"predictions/{pipeline}/{batchId}")));
        Assert.Empty(check.Faults(Answer(document, "/predictions/{pipeline}/{batchId}", "get"), await Host.EndedAsync(batchId, pipeline)));
        Assert.Empty(check.Faults(Answer(document, $"/predictions/{pipeline}/{{batchId}}", "get"), await Host.EndedAsync(batchId, pipeline)));
        Assert.Empty(check.Faults(Answer(document, $"/predictions/{pipeline}", "get"), await Host.GetAsync($"predictions/{pipeline}?limit=1")));
        foreach (var body in new[] { """{"a":1,"b":1}""", """[{"a":1,"b":1},{"a":9,"b":1}]""", $$"""{"features":{{Asked}}}""" })
        {
            var (status, answer) = await Host.PostAsync($"predict/{pipeline}", body);
            Assert.Equal(200, status);
            Assert.Empty(check.Faults(Request(document, $"/predict/{pipeline}"), JsonDocument.Parse(body).RootElement));
            Assert.Empty(check.Faults(Answer(document, $"/predict/{pipeline}", "post"), answer));
        }

        Assert.Empty(check.Faults(Request(document, $"/ingest/{pipeline}"), JsonDocument.Parse($$"""{"subjects":["x","y","z"],"features":{{Asked}}}""").RootElement));
    }

    [Fact]
    public async Task AClusteringPipeline_IsEvaluatedShownAndNotCorrected()
    {
        var run = (await Host.RunsAsync("cluster")).Single();
        var evaluation = await Host.GetAsync($"runs/{run.GetProperty("id").GetString()}/evaluation");
        var candidate = evaluation.GetProperty("candidates")[0];
        var card = await Host.Client.GetStringAsync(new Uri("/api/models/cluster/1/card?format=md", UriKind.Relative), Cancelled);
        var batchId = await Host.AcceptedAsync("""{"subjects":["x"],"features":[[1,1]]}""", pipeline: "cluster");
        await Host.EndedAsync(batchId, "cluster");
        using var correction = new StringContent("""{"actuals":{"x":2}}""");
        using var refused = await Host.Client.PatchAsync(new Uri($"/api/predictions/cluster/{batchId}", UriKind.Relative), correction, Cancelled);

        // 60 rows of the holdout, in three clusters that lie far apart: Rousseeuw's silhouette is near 1.
        Assert.Equal((60, 3), (candidate.GetProperty("evaluation").GetProperty("clusterSizes").EnumerateArray().Sum(size => size.GetInt32()), candidate.GetProperty("evaluation").GetProperty("clusterSizes").GetArrayLength()));
        Assert.InRange(candidate.GetProperty("metrics").GetProperty("silhouette").GetDouble(), 0.9, 1);
        Assert.Contains("silhouette", card, StringComparison.Ordinal);
        Assert.Equal(409, (int)refused.StatusCode);
    }

    [Theory]
    [InlineData("""[{"name":"one"},{"name":"two"}]""", null, "$.targets")]
    [InlineData("""[{"name":"group"}]""", 10, "$.retrain.onCorrections")]
    public async Task AClusteringDefinition_ThatAsksForTruth_IsRefused(string targets, int? onCorrections, string path)
    {
        var definition = JsonNode.Parse(await Host.Client.GetStringAsync(new Uri("/api/pipelines/cluster", UriKind.Relative), Cancelled))!.AsObject();
        definition["name"] = "cluster-refused";
        definition["targets"] = JsonNode.Parse(targets);
        definition["retrain"] = new JsonObject { ["onCorrections"] = onCorrections };

        var (status, problem) = await Host.PutAsync("pipelines/cluster-refused", definition);

        Assert.Equal(422, status);
        Assert.Equal(path, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
    }

    private static void AssertClose(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            foreach (var (one, other) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
            {
                AssertClose(one, other);
            }
        }
        else if (expected.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(expected.GetDouble(), actual.GetDouble(), 1e-4);
        }
        else
        {
            Assert.Equal(expected.GetString(), actual.GetString());
        }
    }

    /// <summary>One row by its four ways: as an object, in arrays, by output from the queue, and as a line of CSV with its column names.</summary>
    private static void AssertSame(JsonElement row, JsonElement value, JsonElement scores, IReadOnlyDictionary<string, string> line)
    {
        var byClass = row.TryGetProperty("probabilities", out var outputs) || row.TryGetProperty("scores", out outputs);
        if (byClass)
        {
            var target = row.EnumerateObject().First();
            Assert.Equal(target.Value.GetString(), value.GetString());
            Assert.Equal(target.Value.GetString(), line[target.Name]);
            Assert.Equal(outputs.EnumerateObject().MaxBy(output => output.Value.GetDouble()).Name, value.GetString());
        }

        foreach (var score in scores.EnumerateObject())
        {
            var online = (byClass ? outputs : row).GetProperty(score.Name);
            var column = byClass ? $"{row.EnumerateObject().First().Name}_{score.Name}" : score.Name;
            Assert.Equal(online.GetRawText(), score.Value.GetRawText());
            Assert.Equal(online.GetDouble(), double.Parse(line[column], CultureInfo.InvariantCulture));
        }

        if (!byClass)
        {
            var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(one => one.GetRawText()) : [value.GetRawText()];
            Assert.Equal(scores.EnumerateObject().Select(score => score.Value.GetRawText()), values);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>[]> ScoredDatasetAsync(string pipeline)
    {
        var (_, job) = await Host.PostAsync($"predict/{pipeline}/batch", """{"dataset":"asked.csv"}""");
        await Host.Functions.WaitForOrchestrationAsync(job.GetProperty("jobId").GetString()!, Cancelled);
        var csv = await Host.Client.GetStringAsync(new Uri($"/api/predict/{pipeline}/batch/{job.GetProperty("jobId").GetString()}/result", UriKind.Relative), Cancelled);
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        return [.. lines[1..].Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static JsonElement Request(JsonElement document, string path) => document.GetProperty("paths").GetProperty(path).GetProperty("post")
        .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static JsonElement Answer(JsonElement document, string path, string method) => document.GetProperty("paths").GetProperty(path).GetProperty(method)
        .GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
}
