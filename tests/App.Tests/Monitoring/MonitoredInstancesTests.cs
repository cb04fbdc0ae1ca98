using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Monitoring;
using MlFunctions.Scoring;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Monitoring;

/// <summary>Two instances of the app on one storage account: what they did adds up, and what both see is done once.</summary>
public sealed class MonitoredInstancesTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "69")]
    [Trait("Acceptance", "73")]
    public async Task TwoInstances_AddUpWhatTheyAnswered_AndRevertOnce()
    {
        var account = azurite.ConnectionString("account0");
        await using var one = await MonitoredHost.StartAsync(versions: 3, storage: account);
        await using var other = await MonitoredHost.JoinAsync(account);

        await one.PredictAsync(1, 2, 3);
        await other.PredictAsync(4, 5);
        await other.App.Functions.Services.GetRequiredService<MeterFlush>().FlushAsync(Cancelled);
        var served = (await one.MonitoringAsync(version: 3)).GetProperty("served");
        Assert.Equal((2, 5), (served.GetProperty("requests").GetInt32(), served.GetProperty("rows").GetInt32()));

        await one.CorrectAsync(await one.ScoredAsync(rows: 4), 9, 9, 9, 9);
        await one.OutcomesAsync(version: 3, count: 4);
        await one.DefineAsync("""{ "revert": { "metric": "mae", "worseThan": 0.5, "outcomes": 4 } }""");
        await Task.WhenAll(one.JudgeAsync(), other.JudgeAsync(), one.JudgeAsync(), other.JudgeAsync());

        Assert.Equal(4, (await one.ChampionAsync(2)).GetProperty("history").GetArrayLength());
        await other.App.Functions.Services.GetRequiredService<ServingModels>().RefreshAsync("dispatch", Cancelled);
        Assert.Equal("dispatch:2", (await other.PredictAsync(1)).GetProperty("model_version").GetString());
    }
}
