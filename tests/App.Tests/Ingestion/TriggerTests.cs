using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Ingestion;

/// <summary>What starts ingestion beside a file's own trigger, and how far a batch can be followed.</summary>
public sealed class TriggerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "14")]
    [Trait("Acceptance", "15")]
    public async Task AnEventAndTheClock_BringInWhatAFilesOwnTriggerGaveUp()
    {
        var store = new FailingStore();
        var clock = new ManualClock();
        await using var host = await PipelineHost.StartAsync(configure: store.Into, clock: clock);
        await host.DefineAsync();
        store.Fail(path => path.Container == "batches");
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await host.Functions.UploadBlobAsync("raw/dispatch/week-2.csv", Table.Csv(seed: 2));

        // A blob's trigger is tried five times, with longer and longer pauses.
        await Eventually.TrueAsync(
            async () =>
            {
                await clock.AdvanceAsync(TimeSpan.FromSeconds(1));
                return store.Failures == 10;
            },
            "the triggers to give up");
        store.Fail(null);
        Assert.Empty(await FilesAsync(host));

        await host.Functions.SendMessageAsync("pipeline-events", """
            {"id":"announced-1","type":"source-data-available","pipeline":"dispatch","correlationId":"announced-1","at":"2026-01-01T00:00:00Z","subject":"week-2.csv"}
            """);
        Assert.Equal("completed", (await host.EndedRunAsync("dispatch", 1)).GetProperty("status").GetString());
        Assert.Equal(["week-2.csv"], await FilesAsync(host));

        await host.Functions.FireTimerAsync("IngestNewData");
        Assert.Equal("completed", (await host.EndedRunAsync("dispatch", 2)).GetProperty("status").GetString());
        Assert.Equal(["week-1.csv", "week-2.csv"], await FilesAsync(host));

        // Nothing is new the next time.
        await host.Functions.FireTimerAsync("IngestNewData");
        Assert.Equal(2, (await host.RunsAsync()).Count);
    }

    [Fact]
    [Trait("Acceptance", "11")]
    public async Task ABatchId_IsFollowedToThePredictions()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();

        var batch = await PutAsync(host, "dispatch", Table.Csv());
        var run = await host.EndedRunOnAsync(batch);
        var version = run.GetProperty("result").GetProperty("modelVersion").GetString()!;
        var model = await host.GetAsync($"models/dispatch/{version.Split(':')[1]}");
        var (_, answer) = await host.PostAsync("predict/dispatch", """{"product_code":"SKU001","orders_placed":112}""");

        Assert.Equal(batch, model.GetProperty("lineage").GetProperty("batchId").GetString());
        Assert.Equal(version, answer.GetProperty("model_version").GetString());
    }

    [Fact]
    [Trait("Acceptance", "12")]
    public async Task TwoPipelinesGivenTheSameFileAtOnce_AreEachToldOfIt_AndTheOneThatCannotUseItLeavesTheOtherAlone()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.DefineAsync(
            definition => definition["features"]!.AsArray().Add(new JsonObject { ["name"] = "not_there", ["type"] = "number" }), pipeline: "returns");
        var csv = Table.Csv();

        await Task.WhenAll(host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", csv), host.Functions.UploadBlobAsync("raw/returns/week-1.csv", csv));

        Assert.Equal("completed", (await host.EndedRunAsync("dispatch", 1)).GetProperty("status").GetString());
        Assert.Equal("returns", Assert.Single(await host.EventsAsync("dataset-refused", 1)).GetProperty("pipeline").GetString());
        Assert.Empty(await host.RunsAsync("returns"));
        Assert.Equal(["dispatch", "returns"], (await host.EventsAsync("raw-data-stored", 2)).Select(happened => happened.GetProperty("pipeline").GetString()).Order());
    }

    private static async Task<IEnumerable<string?>> FilesAsync(PipelineHost host) =>
        (await host.GetAsync("datasets/dispatch")).EnumerateArray().Select(batch => batch.GetProperty("file").GetString()).Order();

    private static async Task<string> PutAsync(PipelineHost host, string pipeline, string csv)
    {
        using var content = new StringContent(csv);
        using var answer = await host.Client.PutAsync(new Uri($"/api/datasets/{pipeline}/week-1.csv", UriKind.Relative), content, Cancelled);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement.GetProperty("batchId").GetString()!;
    }
}
