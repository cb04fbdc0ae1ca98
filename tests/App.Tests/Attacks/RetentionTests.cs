using System.Text.Json.Nodes;
using MlFunctions.Scoring;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 14: what is held in memory has a limit, and what is dated is kept for as long as the definition says.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task TheReadModelInMemory_HoldsNoMoreBytesThanItMay_AndTheNewest()
    {
        var model = new MemoryReadModel(new ReadModelLimits(TimeSpan.FromDays(7), 100_000) { MaximumBytes = 1_000_000 }, TimeProvider.System);
        await model.ShowAsync([Batch("quiet", "only", 0, 1_000)]);
        for (var i = 0; i < 5_000; i++)
        {
            await model.ShowAsync([Batch("busy", $"batch-{i}", i, 1_000)]);
        }

        var held = (await model.ListAsync("busy", after: null, limit: 100_000)).Batches.Count;
        Assert.InRange(held, 500, 999);
        Assert.NotNull(await model.FindAsync("busy", "batch-4999"));
        Assert.Null(await model.FindAsync("busy", "batch-0"));
        Assert.NotNull(await model.FindAsync("quiet", "only"));
    }

    [Fact]
    public async Task WhatIsOlderThanTheDefinitionKeeps_IsDeletedByTheClock_AndNothingElse()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["retention"] = new JsonObject { ["scores"] = 30, ["audit"] = 60 });
        await host.DefineAsync(pipeline: "returns");
        var today = DateTimeOffset.UtcNow;
        foreach (var days in new[] { 0, 29, 32, 61, 400 })
        {
            foreach (var pipeline in new[] { "dispatch", "returns" })
            {
                foreach (var container in new[] { "scores", "audit", "records" })
                {
                    await host.Functions.UploadBlobAsync($"{container}/{pipeline}/{today.AddDays(-days):yyyy-MM-dd}/000000.000-{days}.json", "{}\n");
                }
            }
        }

        await host.Functions.UploadBlobAsync("scores/dispatch/notes.txt", "kept");
        await host.Functions.FireTimerAsync("PurgeExpired");

        Assert.Equal([0, 29], await DaysAsync(host, "scores/dispatch"));
        Assert.Equal([0, 29, 32], await DaysAsync(host, "audit/dispatch"));
        foreach (var kept in new[] { "records/dispatch", "scores/returns", "audit/returns", "records/returns" })
        {
            Assert.Equal([0, 29, 32, 61, 400], await DaysAsync(host, kept));
        }

        Assert.Contains("scores/dispatch/notes.txt", await host.Functions.ListBlobsAsync("scores/dispatch"));
    }

    [Fact]
    public async Task RowsOfALargeBatch_AreKeptNoLongerThanUntilTheirScoresAre()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());

        var batch = await host.AcceptedAsync(Batches.Body(rows: 9_000));
        Assert.Equal("scored", (await host.EndedAsync(batch)).GetProperty("status").GetString());
        await Eventually.TrueAsync(async () => (await host.Functions.ListBlobsAsync("requests/")).Count == 0, "the rows to be deleted");
        Assert.Equal("scored", (await host.EndedAsync(batch)).GetProperty("status").GetString());
    }

    private static BatchEntry Batch(string pipeline, string id, int second, int bytes) => new(pipeline, id, Noon.AddSeconds(second) + (DateTimeOffset.UtcNow - Noon) - TimeSpan.FromHours(3), new byte[bytes / 2], new byte[bytes / 2]);

    private static async Task<IReadOnlyList<int>> DaysAsync(PipelineHost host, string prefix) =>
        [.. (await host.Functions.ListBlobsAsync($"{prefix}/")).Where(path => path.Contains("/000000.000-", StringComparison.Ordinal)).Select(path => int.Parse(path[(path.LastIndexOf('-') + 1)..^5], System.Globalization.CultureInfo.InvariantCulture)).Order()];
}
