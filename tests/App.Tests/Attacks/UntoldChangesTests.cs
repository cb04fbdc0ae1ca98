using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 9: a change whose process died before anybody was told of it has its event and its audit entry after the next start.</summary>
public sealed class UntoldChangesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task APromotionInTheRegistryThatNobodyWasToldOf_IsToldOfAtStart_Once()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["champion"] = "ignore");
        await host.TrainAsync(Table.Csv());
        await host.TrainAsync(Table.Csv(seed: 3), "week-2.csv");
        Assert.Equal(200, (await host.PostAsync("models/dispatch/1/promote", """{"why":"told"}""")).Status);
        await Eventually.TrueAsync(async () => (await EventsAsync(host, "(change 3)")).Count == 1, "the event of the promotion");

        // As a process leaves it that dies after the registry was written.
        await host.Functions.StopAsync();
        var path = Path.Combine(host.Functions.StateDirectory, "blobs", "models", "dispatch", "registry.json");
        var registry = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancelled))!.AsObject();
        var untold = registry["history"]!.AsArray()[^1]!.DeepClone().AsObject();
        (untold["version"], untold["from"], untold["why"], untold["at"]) = (2, 1, "not told", "2026-01-02T03:04:05+00:00");
        registry["history"]!.AsArray().Add(untold);
        registry["champion"] = 2;
        await File.WriteAllTextAsync(path, registry.ToJsonString(), Cancelled);

        for (var start = 0; start < 2; start++)
        {
            await host.Functions.RestartAsync();
            await Eventually.TrueAsync(async () => (await EventsAsync(host, "(change 4)")).Count == 1, "the event that is made up for");
            await host.Functions.IdleAsync(cancellationToken: Cancelled);
        }

        var told = Assert.Single(await EventsAsync(host, "(change 4)"));
        Assert.Equal("dispatch:2 (change 4)", told.GetProperty("subject").GetString());
        Assert.Contains("not told", told.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("2026-01-02T03:04:05+00:00", told.GetProperty("at").GetString());
        Assert.Single(await EventsAsync(host, "(change 3)"));
    }

    [Theory]
    [InlineData("promote-model", "dispatch", "/api/models/dispatch/1/promote")]
    [InlineData("define-pipeline", "dispatch", "/api/pipelines/dispatch")]
    [InlineData("put-webhook", null, "/api/webhooks/other/hook")]
    public async Task AChangeUnderWayWhenTheProcessDied_HasItsAuditEntryAfterTheNextStart(string action, string? pipeline, string subject)
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.Functions.StopAsync();
        var pending = Path.Combine(host.Functions.StateDirectory, "blobs", "audit", "_pending", "another-process", "call.json");
        Directory.CreateDirectory(Path.GetDirectoryName(pending)!);
        await File.WriteAllTextAsync(
            pending, JsonSerializer.Serialize(new { occurrence = "call", at = "2026-01-02T03:04:05+00:00", pipeline, by = "key 12345678", action, subject }), Cancelled);

        await host.Functions.RestartAsync();
        JsonElement entry = default;
        await Eventually.TrueAsync(
            async () =>
            {
                var entries = (await host.GetAsync("audit")).GetProperty("entries").EnumerateArray().Where(one => one.GetProperty("by").GetString() == "key 12345678").ToList();
                entry = entries.FirstOrDefault();
                return entries.Count == 1;
            },
            "the entry that is made up for");

        Assert.Equal(action, entry.GetProperty("action").GetString());
        Assert.Equal(subject, entry.GetProperty("subject").GetString());
        Assert.Contains("ended before it was known", entry.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => !File.Exists(pending), "the note to be taken away");
    }

    [Fact]
    public async Task AChangeThatWasRefusedOrMade_LeavesNoNote()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        Assert.Equal(422, (await host.PutAsync("pipelines/dispatch", new JsonObject { ["name"] = "dispatch" })).Status);
        Assert.Equal(404, (await host.PostAsync("models/dispatch/9/promote", "{}")).Status);

        Assert.DoesNotContain(await host.Functions.ListBlobsAsync("audit/"), path => path.Contains("_pending", StringComparison.Ordinal));
        Assert.Single((await host.GetAsync("audit")).GetProperty("entries").EnumerateArray());
    }

    private static async Task<IReadOnlyList<JsonElement>> EventsAsync(PipelineHost host, string change) =>
        [.. (await host.GetAsync("audit?pipeline=dispatch&limit=500")).GetProperty("entries").EnumerateArray()
            .Where(entry => entry.GetProperty("by").GetString() == "app" && entry.GetProperty("subject").GetString()!.EndsWith(change, StringComparison.Ordinal))];
}
