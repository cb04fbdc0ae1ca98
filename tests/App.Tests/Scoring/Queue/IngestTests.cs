using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Scoring;

/// <summary>Batches through the queue: accepted or refused, scored, shown.</summary>
public sealed class IngestTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PipelineHost Host => trained.Host;

    [Fact]
    [Trait("Acceptance", "7")]
    [Trait("Acceptance", "11")]
    public async Task ABatch_HasTheScoresThatTheSameRowsHaveOnlineToTheBit()
    {
        var body = Batches.Body(rows: 15);
        using var answer = await Host.IngestAsync(body);

        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal("1", answer.Headers.GetValues("Retry-After").Single());
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        var batchId = accepted.GetProperty("batchId").GetString()!;
        Assert.Equal(answer.Headers.Location!.ToString(), accepted.GetProperty("statusUrl").GetString());
        Assert.Contains((int)(await Host.Client.GetAsync(answer.Headers.Location, Cancelled)).StatusCode, new[] { 200 });

        var batch = await Host.EndedAsync(batchId);
        var request = JsonDocument.Parse(body).RootElement;
        var (_, online) = await Host.PostAsync("predict/dispatch", $$"""{"features":{{request.GetProperty("features").GetRawText()}}}""");
        Assert.Equal("scored", batch.GetProperty("status").GetString());
        Assert.Equal(batchId, batch.GetProperty("batchId").GetString());
        Assert.Equal(request.GetProperty("subjects").Texts(), batch.GetProperty("subjects").Texts());
        Assert.Equal(online.GetProperty("predictions").GetRawText(), batch.GetProperty("predictions").GetRawText());
        Assert.Equal(online.GetProperty("model_version").GetString(), batch.GetProperty("modelVersion").GetString());
        Assert.Equal(
            batch.GetProperty("predictions").EnumerateArray().Select(p => p.GetDouble()),
            batch.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("est_hours_to_dispatch").GetDouble()));
        Assert.True(batch.GetProperty("created").GetDateTimeOffset() <= DateTimeOffset.UtcNow);
    }

    [Fact]
    [Trait("Acceptance", "61")]
    public async Task EveryScore_IsKeptWithItsModelVersion_OfBatchesAndOnline()
    {
        var batchId = await Host.AcceptedAsync(Batches.Body(rows: 2, first: 500));
        await Host.EndedAsync(batchId);
        var (_, online) = await Host.PostAsync("predict/dispatch", """{"orders_placed":61.25,"product_code":"SKU004"}""");

        JsonElement kept = default;
        await Eventually.TrueAsync(
            () => (kept = Host.ScoreLines().FirstOrDefault(line => line.GetProperty("features").GetRawText() == """[[61.25,"SKU004"]]""")).ValueKind == JsonValueKind.Object,
            "the online score to be kept");

        Assert.Equal("dispatch:1", kept.GetProperty("modelVersion").GetString());
        Assert.Equal("online", kept.GetProperty("kind").GetString());
        Assert.Equal(online.GetProperty("est_hours_to_dispatch").GetDouble(), kept.GetProperty("view").GetProperty("predictions")[0].GetDouble());
        var record = Assert.Single(Host.ScoreLines(), line => line.GetProperty("id").GetString() == batchId);
        Assert.Equal("dispatch:1", record.GetProperty("modelVersion").GetString());
        Assert.Equal(2, record.GetProperty("view").GetProperty("scores").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"subjects":["a"],"features":[[1]]}""", 422, "features[0]")]
    [InlineData("""{"subjects":["a"],"features":[[-1,"SKU001"]]}""", 422, "[0].orders_placed")]
    [InlineData("""{"subjects":["a","b"],"features":[[1,"SKU001"],[1,"SKU009"]]}""", 422, "[1].product_code")]
    [InlineData("""{"subjects":["a","a"],"features":[[1,"SKU001"],[2,"SKU001"]]}""", 422, "subjects[1]")]
    [InlineData("""{"subjects":["a",""],"features":[[1,"SKU001"],[2,"SKU001"]]}""", 422, "subjects[1]")]
    [InlineData("""{"subjects":["a",7],"features":[[1,"SKU001"],[2,"SKU001"]]}""", 422, "subjects[1]")]
    [InlineData("""{"subjects":["a"],"features":[[1,"SKU001"],[2,"SKU001"]]}""", 422, "subjects")]
    [InlineData("""{"subjects":[],"features":[]}""", 422, "features")]
    [InlineData("""{"subjects":["a"]}""", 422, "features")]
    [InlineData("""{"features":[[1,"SKU001"]]}""", 422, "subjects")]
    [InlineData("""{"subjects":"a","features":[[1,"SKU001"]]}""", 422, "subjects")]
    [InlineData("""{"subjects":["a"],"features":[[1,"SKU001"]],"colour":"red"}""", 422, "colour")]
    [InlineData("""{"subjects":["a"],"subjects":["b"],"features":[[1,"SKU001"]]}""", 422, "subjects")]
    [InlineData("""{"subjects":["a"],"features":3}""", 400, null)]
    [InlineData("""{"subjects":["a"],"features":[3]}""", 400, null)]
    [InlineData("""{"subjects":["\ud800"],"features":[[1,"SKU001"]]}""", 400, null)]
    [InlineData("[]", 400, null)]
    [InlineData("", 400, null)]
    [InlineData("""{"subjects":["a"],"features":[[1,"SKU001"]]} extra""", 400, null)]
    public async Task AWrongBatch_IsRefusedWholeWithTheFieldAtFault(string body, int expected, string? field)
    {
        using var answer = await Host.IngestAsync(body);

        Assert.Equal(expected, (int)answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(expected, problem.GetProperty("status").GetInt32());
        if (field is not null)
        {
            Assert.Contains(field, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
        }
    }

    [Fact]
    public async Task DeeplyNestedJson_IsRefused()
    {
        using var answer = await Host.IngestAsync($$"""{"subjects":["a"],"features":{{new string('[', 10_000)}}""");

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task UnknownPipelinesAndBatches_Are404()
    {
        using var ingest = await Host.IngestAsync(Batches.Body(), pipeline: "nobody");

        Assert.Equal(404, (int)ingest.StatusCode);
        Assert.Equal(404, await Host.GetStatusAsync("predictions/nobody"));
        Assert.Equal(404, await Host.GetStatusAsync("predictions/nobody/x"));
        Assert.Equal(404, await Host.GetStatusAsync("predictions/dispatch/no-such-batch"));
    }

    [Fact]
    public async Task TheSameKey_IsOneBatch_AndAnotherBatchUnderIt_IsRefused()
    {
        var before = Host.ScoreLines().Count(line => line.GetProperty("kind").GetString() == "queue");
        var first = await Host.AcceptedAsync(Batches.Body(rows: 4, first: 40), key: "key-1");
        await Host.EndedAsync(first);
        var second = await Host.AcceptedAsync(Batches.Body(rows: 4, first: 40), key: "key-1");
        using var other = await Host.IngestAsync(Batches.Body(rows: 4, first: 41), key: "key-1");
        var unkeyed = await Host.AcceptedAsync(Batches.Body(rows: 4, first: 40));
        await Host.EndedAsync(unkeyed);

        Assert.Equal(first, second);
        Assert.NotEqual(first, unkeyed);
        Assert.Equal(422, (int)other.StatusCode);
        Assert.Equal(before + 2, Host.ScoreLines().Count(line => line.GetProperty("kind").GetString() == "queue"));
    }

    [Fact]
    public async Task ABatchTooLargeForAMessage_TravelsAsAnArtifact()
    {
        var body = Batches.Body(rows: 9_000, first: 10_000);
        Assert.InRange(body.Length, 200_001, 10_000_000);

        var batch = await Host.EndedAsync(await Host.AcceptedAsync(body));

        Assert.Equal("scored", batch.GetProperty("status").GetString());
        Assert.Equal(9_000, batch.GetProperty("predictions").GetArrayLength());
    }

    [Fact]
    public async Task ABatchWrittenOverManyLines_IsKeptOnOne()
    {
        var batchId = await Host.AcceptedAsync("{\r\n  \"subjects\": [\n    \"a\"\n  ],\n  \"features\": [\n    [ 1,\n \"SKU001\" ]\n  ]\n}\n");

        Assert.Equal("scored", (await Host.EndedAsync(batchId)).GetProperty("status").GetString());
        Assert.Single(Host.ScoreLines(), line => line.GetProperty("id").GetString() == batchId);
    }

    [Fact]
    public async Task ABatchThatCannotBeScored_HasFailedWithTheReason_AndDoesNotComeBack()
    {
        await Host.Functions.SendMessageAsync("scoring-requests", Batches.Message("bad-rows", """{"subjects":["a"],"features":[[1,"SKU009"]]}"""));
        await Host.Functions.SendMessageAsync("scoring-requests", Batches.Message("good-rows", """{"subjects":["a"],"features":[[1,"SKU001"]]}"""));

        var failed = await Host.EndedAsync("bad-rows");
        var scored = await Host.EndedAsync("good-rows");

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Contains("SKU009", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, failed.GetProperty("predictions").GetArrayLength());
        Assert.Equal("scored", scored.GetProperty("status").GetString());
        await Eventually.TrueAsync(() => Host.Functions.CountMessages("scoring-requests") == 0, "the queue to be empty");
        Assert.Equal(0, Host.Functions.CountDeadLetters("scoring-requests"));
    }

    [Fact]
    public async Task AMessageThatNobodyCanRead_IsPutAside()
    {
        await Host.Functions.SendMessageAsync("scoring-requests", """{"id":"half""");

        await Eventually.TrueAsync(async () => (await Host.Functions.ListBlobsAsync("poison/scoring-requests/")).Count > 0, "the message to be put aside");
        await Eventually.TrueAsync(() => Host.Functions.CountMessages("scoring-requests") == 0, "the queue to be empty");
    }

    [Fact]
    public async Task Pages_GiveEveryBatchOnceNewestFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await Host.AcceptedAsync(Batches.Body(rows: 1, first: 900 + i)));
        }

        var newest = await Host.GetAsync("predictions/dispatch?limit=2");
        var next = await Host.GetAsync($"predictions/dispatch?limit=3&after={newest.GetProperty("next").GetString()}");

        Assert.Equal(
            ids.AsEnumerable().Reverse(),
            newest.GetProperty("batches").EnumerateArray().Concat(next.GetProperty("batches").EnumerateArray()).Select(batch => batch.GetProperty("batchId").GetString()));
        Assert.Equal(422, await Host.GetStatusAsync("predictions/dispatch?after=yesterday"));
        Assert.Equal(422, await Host.GetStatusAsync("predictions/dispatch?limit=0"));
        Assert.Equal(422, await Host.GetStatusAsync("predictions/dispatch?limit=all"));
    }
}
