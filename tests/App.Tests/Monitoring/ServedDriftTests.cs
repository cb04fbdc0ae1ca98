using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Monitoring;

/// <summary>What is served is compared with what was learned from.</summary>
[Trait("Acceptance", "75")]
public sealed class ServedDriftTests
{
    [Fact]
    public async Task ASyntheticShift_RaisesOneAlarm_UntilItHasCleared()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 2);
        await ServeAsync(host, seed: 1);
        Assert.Empty(host.App.Events("drift-detected"));

        await ServeAsync(host, seed: 2, shift: 40);
        await ServeAsync(host, seed: 3, shift: 40);
        var drifted = Assert.Single(await host.App.EventsAsync("drift-detected", 1));
        Assert.Equal(("dispatch:2", "dispatch:2 orders (alarm 1)"), (drifted.GetProperty("correlationId").GetString(), drifted.GetProperty("subject").GetString()));
        Assert.StartsWith("orders ", drifted.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var shown = (await host.MonitoringAsync(version: 2)).GetProperty("features")[0];
        Assert.True(shown.TryGetProperty("driftedSince", out _));
        Assert.True(shown.GetProperty("recentPsi").GetDouble() > 0.2);

        // As it was again, and then not: that is another alarm.
        await ServeAsync(host, seed: 4);
        Assert.False((await host.MonitoringAsync(version: 2)).GetProperty("features")[0].TryGetProperty("driftedSince", out _));
        await host.App.Functions.RestartAsync();
        await ServeAsync(host, seed: 5, shift: 40);
        Assert.Equal("dispatch:2 orders (alarm 2)", (await host.App.EventsAsync("drift-detected", 2))[1].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task NoShift_RaisesNoAlarm_NorDoesAShiftOfTooFewRows()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 2);

        for (var seed = 10; seed < 30; seed++)
        {
            await ServeAsync(host, seed, rows: 500 + (seed * 20));
        }

        await ServeAsync(host, seed: 6, shift: 40, rows: 400);

        Assert.Empty(host.App.Events("drift-detected"));
        Assert.False((await host.MonitoringAsync(version: 2)).GetProperty("features")[0].TryGetProperty("driftedSince", out _));
    }

    [Fact]
    [Trait("Acceptance", "38")]
    public async Task AShift_AsksForARunWhereTheDefinitionWantsOne()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 1);
        await host.DefineAsync("{}", """{ "onDrift": true }""");

        await ServeAsync(host, seed: 7, shift: 40);

        var run = await host.App.EndedRunAsync("dispatch", runs: 1);
        Assert.Equal("drift", run.GetProperty("requests")[0].GetProperty("trigger").GetString());
        Assert.Contains("dispatch:1 orders", run.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    // Orders as in training, whole numbers under 100, or so much more.
    private static async Task ServeAsync(MonitoredHost host, int seed, int shift = 0, int rows = 600)
    {
        var random = new Random(seed);
        await host.PredictAsync([.. Enumerable.Range(0, rows).Select(_ => (double)(random.Next(100) + shift))]);
        await host.App.Functions.FireTimerAsync("LookForServedDrift");
        await host.HeardAsync();
    }
}
