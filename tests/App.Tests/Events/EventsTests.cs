using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Events;

/// <summary>What is told of a run, to whom, and that triggers which overlap start one run.</summary>
public sealed class EventsTests
{
    [Fact]
    [Trait("Acceptance", "50")]
    [Trait("Acceptance", "32")]
    public async Task ARun_IsToldStageByStageUnderOneCorrelationId()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var run = await host.TrainAsync(Table.Csv());

        var events = await RecordedAsync(host, count: 5);

        Assert.Equal(["RawDataStored", "FeaturesGenerated", "CandidateTrained", "ModelReady", "ModelDeployed"], events.Select(TypeOf));
        var batch = run.GetProperty("progress").GetProperty("batchId").GetString();
        Assert.All(events, happened => Assert.Equal(batch, happened.GetProperty("correlationId").GetString()));
        Assert.Equal("dispatch:1", events[^1].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task AFailedRun_IsToldWithItsReason()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.TrainAsync("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\n");

        var events = await RecordedAsync(host, count: 2);

        Assert.Equal(["RawDataStored", "RunFailed"], events.Select(TypeOf));
        Assert.Contains("orders_placed", events[1].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsDroppedAnnouncedAndFoundByTheClock_IsOneBatchAndOneRun()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());

        await host.Functions.SendMessageAsync("pipeline-events", """
            {"id":"announced-1","type":"source-data-available","pipeline":"dispatch","correlationId":"announced-1","at":"2026-01-01T00:00:00Z","subject":"week-1.csv"}
            """);
        await host.Functions.FireTimerAsync("IngestNewData");
        await RecordedAsync(host, count: 6);
        await Eventually.TrueAsync(() => host.Functions.CountMessages("pipeline-events/Subscriptions/ingestion") == 0, "the announcement to be taken in");

        Assert.Equal(1, (await host.GetAsync("datasets/dispatch")).GetArrayLength());
        Assert.Single(await host.RunsAsync());
    }

    private static string? TypeOf(JsonElement happened) => happened.GetProperty("type").GetString() is { } kebab
        ? string.Concat(kebab.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
        : null;

    // Events are recorded by a function of their own, which may still be at work when the run has ended.
    private static async Task<JsonElement[]> RecordedAsync(PipelineHost host, int count)
    {
        var folder = Path.Combine(host.Functions.StateDirectory, "blobs", "audit");
        return await Eventually.GetAsync(() => Task.FromResult(Recorded(folder) is { } events && events.Length >= count ? events : null), $"{count} recorded events");
    }

    // Beside what happened the audit keeps who did what, which has no type.
    private static JsonElement[] Recorded(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement)
            .Where(entry => entry.TryGetProperty("type", out _))
            .OrderBy(happened => happened.GetProperty("at").GetDateTimeOffset()),
    ];
}
