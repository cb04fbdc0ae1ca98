using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Http;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Storage;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Pipelines;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 6: however often a run is asked for while one is under way, it is one run that waits, and what is kept of the requests stays small.</summary>
public sealed class RunRequestsTests
{
    private const int Most = 50;

    [Fact]
    public void TenThousandRequests_AreOneQueuedRunOfAFewKilobytes()
    {
        var (queue, _) = RunQueue.Empty.Ask(Request("first"), "p.1", Most);
        for (var i = 0; i < 10_000; i++)
        {
            (queue, var run) = queue.Ask(Request($"reason {i}"), $"p.{i + 2}", Most);
            Assert.Equal("p.2", run);
        }

        Assert.Equal(Most, queue.Waiting!.Requests.Count);
        Assert.Equal(10_000 - Most, queue.Waiting.MoreRequests);
        Assert.EndsWith("; and 9,950 more", queue.Waiting.Reason, StringComparison.Ordinal);
        Assert.InRange(ArtifactStoreExtensions.ToJson(queue).ToMemory().Length, 0, 20_000);
    }

    [Fact]
    public void TheSameRequest_IsNamedOnce()
    {
        var (queue, _) = RunQueue.Empty.Ask(Request("first"), "p.1", Most);
        for (var i = 0; i < 100; i++)
        {
            (queue, _) = queue.Ask(Request("again") with { At = DateTimeOffset.UnixEpoch.AddSeconds(i) }, "p.2", Most);
        }

        Assert.Single(queue.Waiting!.Requests);
        Assert.Equal("again; and 99 more", queue.Waiting.Reason);
    }

    [Fact]
    public void ARequestThatChangesWhatTheRunDoes_IsNamedThoughTheListIsFull()
    {
        var (queue, _) = RunQueue.Empty.Ask(Request("first"), "p.1", Most);
        for (var i = 0; i < 1000; i++)
        {
            (queue, _) = queue.Ask(new RunRequest("p", RunTrigger.Schedule, "clock", $"{i}"), "p.2", Most);
        }

        Assert.False(queue.Waiting!.Supersedes);
        (queue, _) = queue.Ask(Request("a person") with { Fresh = true }, "p.2", Most);
        Assert.True(queue.Waiting!.Supersedes);
        Assert.Contains(queue.Waiting.Requests, request => request.Fresh);
    }

    [Fact]
    public async Task ManyRequestsOverHttp_AreOneRun_AndAnUploadAmongThemIsKnownByItsKey()
    {
        using var trainer = new GatedTrainer();
        await using var host = await PipelineHost.StartAsync(
            configure: services => services.AddSingleton<ITrainer>(trainer),
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [Limit.QueuedRequests.Setting] = "5" });
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"trainer":"gated"}]""");
            definition["gates"] = new System.Text.Json.Nodes.JsonObject();
        });
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.IsReached, "the first run to train");

        var asked = new List<string?>();
        for (var i = 0; i < 100; i++)
        {
            asked.Add((await host.PostAsync("pipelines/dispatch/runs", $$"""{"reason":"request {{i}}"}""")).Body.GetProperty("runId").GetString());
        }

        var waiting = Assert.Single(asked.Distinct(StringComparer.Ordinal));
        await host.PutCsvAsync("datasets/dispatch/week-2.csv", Table.Csv(seed: 2), "x-test", "1");
        var queue = await File.ReadAllTextAsync(Path.Combine(host.Functions.StateDirectory, "blobs", "runs", "dispatch", "queue.json"), TestContext.Current.CancellationToken);
        Assert.InRange(queue.Length, 0, 5_000);
        trainer.Open();
        await Eventually.TrueAsync(async () => (await host.GetAsync($"runs/{waiting}")).GetProperty("status").GetString() == "completed", "the run that waited");

        // The upload asks again by its trigger and by the clock; it has its answer.
        var runs = await host.AllEndedAsync();
        Assert.Equal(2, runs.Count);
        Assert.StartsWith("week-2-", runs[0].GetProperty("progress").GetProperty("batchId").GetString(), StringComparison.Ordinal);
    }

    private static RunRequest Request(string reason) => new("p", RunTrigger.Request, "somebody", reason);
}
