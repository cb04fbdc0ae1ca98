using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Feedback;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Monitoring;

/// <summary>What turned out to be true, joined with what was predicted, whenever it comes.</summary>
[Trait("Acceptance", "72")]
public sealed class RunningAccuracyTests
{
    [Fact]
    public async Task OutcomesOfNumbers_CountForTheVersionThatPredicted_AlsoLongAfterAnotherServes()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 2);
        await host.PromoteAsync(1);
        var first = await host.ScoredAsync(rows: 3);
        await host.PromoteAsync(2);
        var second = await host.ScoredAsync(rows: 2);

        await host.CorrectAsync(second, 2, 4);
        await host.CorrectAsync(first, 2, 4);

        // By hand: version 1 predicted 1 of 2 and 4, so it was off by 1 and 3, of truths with mean 3 and squared deviations of 1 each.
        var one = await host.OutcomesAsync(version: 1, count: 2);
        AssertMetrics(one.GetProperty("metrics"), mae: 2, rmse: Math.Sqrt(5), r2: 1 - (10 / 2.0));
        AssertMetrics(one.GetProperty("recent").GetProperty("metrics"), mae: 2, rmse: Math.Sqrt(5), r2: 1 - (10 / 2.0));
        var target = Assert.Single(one.GetProperty("targets").EnumerateArray());
        Assert.Equal(("hours", 1, 3), (target.GetProperty("name").GetString(), target.GetProperty("meanPredicted").GetDouble(), target.GetProperty("meanObserved").GetDouble()));

        // Version 2 predicted 2 of 2 and 4.
        AssertMetrics((await host.OutcomesAsync(version: 2, count: 2)).GetProperty("metrics"), mae: 1, rmse: Math.Sqrt(2), r2: 1 - (4 / 2.0));
    }

    [Fact]
    public async Task AnOutcomeThatIsSaidTwiceOrOutOfOrder_CountsOnce_ALaterOneReplacesIt_AndNeitherACrashNorARestartChangesThat()
    {
        await using var host = await MonitoredHost.StartAsync(
            versions: 1, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["EmulatorServiceBus:defaults:duplicateDetectionWindow"] = "00:00:00" });

        // Each of ten subjects in two batches is said to have taken 3, 2 and last 1.5 hours; version 1 predicts 1.
        var messages =
            from subject in Enumerable.Range(0, 10)
            from batch in new[] { "a", "b" }
            from said in new[] { (Minute: 1, Actual: "3"), (Minute: 2, Actual: "2"), (Minute: 3, Actual: "1.5") }
            select $$"""
                {"id":"{{batch}}-{{subject}}-{{said.Minute}}","pipeline":"dispatch","correlationId":"{{batch}}","at":"2026-01-01T00:0{{said.Minute}}:00Z","modelVersion":"dispatch:1",
                 "rows":[{"subject":"s{{subject}}","features":[1],"predicted":1,"actual":{{said.Actual}}}]}
                """;
        string[] twice = [.. messages, .. messages];
        new Random(3).Shuffle(twice);
        await Task.WhenAll(twice.Select(message => host.App.Functions.SendMessageAsync("feedback", message)));
        await host.App.Functions.CrashAsync();
        await host.App.Functions.RestartAsync();
        await Eventually.TrueAsync(() => host.App.Functions.CountMessages("feedback") == 0, "the queue to be empty");

        var before = await host.OutcomesAsync(version: 1, count: 20);
        AssertMetrics(before.GetProperty("metrics"), mae: 0.5, rmse: 0.5, r2: 0);
        Assert.Equal(20, before.GetProperty("recent").GetProperty("count").GetInt32());

        await host.App.Functions.RestartAsync();
        Assert.Equal(before.GetRawText(), (await host.MonitoringAsync(version: 1)).GetProperty("outcomes").GetRawText());

        // What was counted is noted with its batch, and no longer in two places.
        var stored = JsonDocument.Parse((await host.App.Functions.DownloadBlobAsync("monitoring/dispatch/outcomes/1.json"))!).RootElement;
        Assert.Empty(stored.GetProperty("unsettled").EnumerateObject());
    }

    [Fact]
    public async Task RatingsOfClasses_GiveAccuracyAndTheDefinitionsMetric()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.TrainNotesAsync(new JsonObject());
        var batch = await host.ScoredAsync(Banknotes.Body(rows: 10, first: 0));

        await host.CorrectAsync(batch, """{"subjects":["note-0","note-1","note-2","note-3","note-4","note-5"],"ratings":[1,0,1,1,0,1]}""");
        await host.CorrectAsync(batch, """{"subjects":["note-1"],"ratings":[1]}""");
        await Eventually.TrueAsync(async () => await AccuracyAsync(host) is 5.0 / 6, "the accuracy of five right of six");

        var version = (await host.GetAsync("monitoring/notes")).GetProperty("versions")[0];
        var outcomes = version.GetProperty("outcomes");
        Assert.Equal(6, outcomes.GetProperty("count").GetInt32());
        Assert.Equal(6, outcomes.GetProperty("confusion").EnumerateArray().Sum(cell => cell.GetProperty("count").GetInt32()));
        Assert.Equal(5, outcomes.GetProperty("confusion").EnumerateArray().Where(cell => cell.GetProperty("observed").GetString() == cell.GetProperty("predicted").GetString()).Sum(cell => cell.GetProperty("count").GetInt32()));

        // The area under the curve by its meaning: the share of pairs of a fake and a real note in which the fake one scores higher.
        var rows = Enumerable.Range(0, 6).Select(row => (
            Score: batch.GetProperty("scores")[row].GetProperty("fake").GetDouble(),
            IsFake: batch.GetProperty("predictions")[row].GetString() == "fake" != (row == 4))).ToArray();
        var pairs = from fake in rows.Where(row => row.IsFake) from real in rows.Where(row => !row.IsFake) select fake.Score > real.Score ? 1.0 : fake.Score == real.Score ? 0.5 : 0;
        Assert.Equal(pairs.Average(), outcomes.GetProperty("recent").GetProperty("metrics").GetProperty("auc").GetDouble(), 1e-12);

        // Predicted against observed: all ten were predicted, six are known.
        var parts = version.GetProperty("targets")[0].GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("part").GetString()!, StringComparer.Ordinal);
        Assert.Equal(batch.GetProperty("predictions").Texts().Count(label => label == "fake") / 10.0, parts["fake"].GetProperty("predicted").GetDouble());
        Assert.Equal(rows.Count(row => row.IsFake) / 6.0, parts["fake"].GetProperty("observed").GetDouble());
    }

    private static async Task<double?> AccuracyAsync(PipelineHost host) =>
        (await host.GetAsync("monitoring/notes")).GetProperty("versions")[0].TryGetProperty("outcomes", out var outcomes)
            ? outcomes.GetProperty("metrics").GetProperty("accuracy").GetDouble()
            : null;

    private static void AssertMetrics(JsonElement metrics, double mae, double rmse, double r2)
    {
        Assert.Equal(mae, metrics.GetProperty("mae").GetDouble(), 1e-9);
        Assert.Equal(rmse, metrics.GetProperty("rmse").GetDouble(), 1e-9);
        Assert.Equal(r2, metrics.GetProperty("r2").GetDouble(), 1e-9);
    }
}
