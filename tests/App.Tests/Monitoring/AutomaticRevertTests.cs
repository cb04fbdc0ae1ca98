using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Monitoring;

/// <summary>A champion that turns out worse than its definition allows makes room for the version before.</summary>
[Trait("Acceptance", "73")]
public sealed class AutomaticRevertTests
{
    // Version n predicts n, so what was true decides how far off it was.
    private const string Serving = """{ "revert": { "metric": "mae", "worseThan": 0.5, "outcomes": 4 } }""";

    [Fact]
    public async Task ABadChampion_IsRevertedOnce_WithTheReason_AndNoVersionIsRevertedTo_ThatWasRevertedItself()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 3, Serving);
        var third = await host.ScoredAsync(rows: 5);

        // Too few to judge by, however bad.
        await host.CorrectAsync(third, 0, 0, 0);
        await host.OutcomesAsync(version: 3, count: 3);
        Assert.Equal(("not-yet-judged", 3), await VerdictAsync(host));
        Assert.Equal(3, (await host.App.ModelsAsync()).GetProperty("champion").GetInt32());

        await host.CorrectAsync(third, 0, 0, 0, 0);
        var registry = await host.ChampionAsync(2);
        var change = registry.GetProperty("history").EnumerateArray().Last();
        Assert.Equal("monitoring", change.GetProperty("by").GetString());
        Assert.Equal("mae is 3 over the last 4 outcomes, worse than 0.5", change.GetProperty("why").GetString());
        Assert.Equal("dispatch:2", (await host.PredictAsync(7)).GetProperty("model_version").GetString());
        var told = Assert.Single(await host.App.EventsAsync("model-reverted", 1));
        Assert.Equal("dispatch:2", told.GetProperty("correlationId").GetString());
        var audited = (await host.App.GetAsync("audit?pipeline=dispatch")).GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("action").GetString() == "model-reverted");
        Assert.Contains("mae is 3", audited.GetProperty("detail").GetString(), StringComparison.Ordinal);

        // Said again, nothing more happens: what version 3 did does not condemn version 2.
        await host.CorrectAsync(third, 0, 0, 0, 0, 0);
        await host.OutcomesAsync(version: 3, count: 5);
        Assert.Equal(2, (await host.App.ModelsAsync()).GetProperty("champion").GetInt32());

        // Version 2 is no better, and the one before it goes back in; that has nothing before it, and says so.
        await host.CorrectAsync(await host.ScoredAsync(rows: 4), 9, 9, 9, 9);
        await host.ChampionAsync(1);
        await host.CorrectAsync(await host.ScoredAsync(rows: 4), 9, 9, 9, 9);
        await host.OutcomesAsync(version: 1, count: 4);
        Assert.Equal(("nothing-to-revert-to", 4), await VerdictAsync(host));
        Assert.Equal(1, (await host.App.ModelsAsync()).GetProperty("champion").GetInt32());
        Assert.Equal(2, (await host.App.EventsAsync("model-reverted", 2)).Length);
    }

    [Fact]
    public async Task AChampionThatIsGoodEnough_Stays_AndWithoutTheDefinitionsWordEveryOneDoes()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 2, Serving);
        await host.CorrectAsync(await host.ScoredAsync(rows: 4), 2.5, 1.5, 2.5, 1.5);
        await host.OutcomesAsync(version: 2, count: 4);
        Assert.Equal(("good-enough", 4), await VerdictAsync(host));

        await host.DefineAsync("{}");
        await host.CorrectAsync(await host.ScoredAsync(rows: 4), 9, 9, 9, 9);
        await host.OutcomesAsync(version: 2, count: 8);
        Assert.Equal(2, (await host.App.ModelsAsync()).GetProperty("champion").GetInt32());
        Assert.False((await host.MonitoringAsync()).TryGetProperty("revert", out _));
    }

    [Fact]
    public async Task OutcomesFromBeforeItWasDeployedAgain_DoNotCondemnAVersion()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 2, Serving);
        var before = await host.ScoredAsync(rows: 6);
        await host.CorrectAsync(before, 9, 9, 9, 9);
        await host.ChampionAsync(1);

        // Somebody knows better; what is said now is still of what it predicted then.
        await host.PromoteAsync(2);
        await host.CorrectAsync(before, 9, 9, 9, 9, 9, 9);
        await host.OutcomesAsync(version: 2, count: 6);
        Assert.Equal(("not-yet-judged", 0), await VerdictAsync(host));
        Assert.Equal(2, (await host.App.ModelsAsync()).GetProperty("champion").GetInt32());

        // What it predicts from now on counts again.
        await host.CorrectAsync(await host.ScoredAsync(rows: 4), 9, 9, 9, 9);
        await host.ChampionAsync(1);
    }

    [Fact]
    public async Task SeveralWhoSeeItAtOnce_RevertOnce_AndTellOfItOnce_AlsoAfterARestart()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 3);
        var batch = await host.ScoredAsync(rows: 4);
        await host.CorrectAsync(batch, 9, 9, 9, 9);
        await host.OutcomesAsync(version: 3, count: 4);
        await host.DefineAsync(Serving);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.JudgeAsync()));
        await host.ChampionAsync(2);
        Assert.Equal(4, (await host.App.ModelsAsync()).GetProperty("history").GetArrayLength());

        // As one does who stored the revert, died, and is told of the outcomes again.
        await host.App.Functions.RestartAsync();
        await host.JudgeAsync();
        await host.HeardAsync();
        Assert.Equal(4, (await host.App.ModelsAsync()).GetProperty("history").GetArrayLength());
        Assert.Single(await host.App.EventsAsync("model-reverted", 1));
    }

    private static async Task<(string? Verdict, int Known)> VerdictAsync(MonitoredHost host)
    {
        var revert = (await host.MonitoringAsync()).GetProperty("revert");
        return (revert.GetProperty("verdict").GetString(), revert.GetProperty("known").GetInt32());
    }
}
