using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Monitoring;

namespace MlFunctions.Tests.Monitoring;

/// <summary>What versions did, as <c>GET monitoring/{pipeline}</c> answers.</summary>
public sealed class ServedFiguresTests
{
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "68")]
    [Trait("Acceptance", "74")]
    public async Task EachVersion_HasItsTimeOfDeployment_CountsAndTimes_InOrder()
    {
        await using var host = await StartAsync();
        var from = _clock.GetUtcNow();

        // A row takes as many milliseconds as it has orders.
        await host.PredictAsync(5);
        await host.PredictAsync(10);
        await host.PredictAsync(30);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.PromoteAsync(1);
        await host.PredictAsync(2, 2);
        await host.ScoredAsync(rows: 3);

        var versions = (await host.MonitoringAsync()).GetProperty("versions").EnumerateArray().ToArray();
        Assert.Equal(["dispatch:1", "dispatch:2"], versions.Select(version => version.GetProperty("model").GetString()));
        Assert.Equal("dispatch:1", (await host.MonitoringAsync()).GetProperty("champion").GetString());

        var (first, second) = (versions[0], versions[1]);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(2), second.GetProperty("deployed").GetDateTimeOffset());
        var served = Assert.Single(second.GetProperty("champion").EnumerateArray());
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(2), served.GetProperty("from").GetDateTimeOffset());
        Assert.InRange(served.GetProperty("until").GetDateTimeOffset(), from.AddMinutes(1), from.AddMinutes(2));
        Assert.Equal([true, false], first.GetProperty("champion").EnumerateArray().Select(period => period.TryGetProperty("until", out _)));

        Assert.Equal((3, 0, 3), Counts(second));
        var times = second.GetProperty("served").GetProperty("milliseconds");
        Assert.Equal([15, 5, 30], new[] { "average", "minimum", "maximum" }.Select(name => times.GetProperty(name).GetDouble()));
        Assert.InRange(times.GetProperty("p50").GetDouble(), 10 / 1.07, 10 * 1.07);
        Assert.InRange(times.GetProperty("p99").GetDouble(), 30 / 1.07, 30);
        Assert.Equal((1, 1, 5), Counts(first));
        Assert.Equal(4, first.GetProperty("served").GetProperty("milliseconds").GetProperty("average").GetDouble());
    }

    [Fact]
    [Trait("Acceptance", "68")]
    public async Task Features_AreShownAgainstTraining_AndPredictionsAgainstWhatWasObserved()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 2);

        // In training a tenth of the orders each is under 10, 10 to 20, and so on.
        await host.PredictAsync([.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? 5.0 : 95.0)]);
        await host.CorrectAsync(await host.ScoredAsync(rows: 2), 7, 9);
        await host.OutcomesAsync(version: 2, count: 2);

        var version = await host.MonitoringAsync(version: 2);
        var orders = Assert.Single(version.GetProperty("features").EnumerateArray());
        Assert.Equal("orders", orders.GetProperty("name").GetString());
        var parts = orders.GetProperty("parts").EnumerateArray().ToArray();
        Assert.Equal(["under 10", "10 to 20", "from 90", "missing"], new[] { 0, 1, 9, 10 }.Select(part => parts[part].GetProperty("part").GetString()));
        Assert.Equal([0.1, 0.1, 0.1, 0], new[] { 0, 1, 9, 10 }.Select(part => parts[part].GetProperty("training").GetDouble()));
        Assert.Equal([17 / 32.0, 0, 15 / 32.0, 0], new[] { 0, 1, 9, 10 }.Select(part => parts[part].GetProperty("served").GetDouble()));

        // By hand: of 32 rows the eight empty tenths count half a row each; Σ (served − training) ln(served / training).
        double Part(double share, double of) => (share - of) * Math.Log(share / of);
        Assert.Equal(Part(17 / 32.0, 0.1) + Part(15 / 32.0, 0.1) + (8 * Part(0.5 / 32, 0.1)) + Part(0.5 / 32, 0.5 / 1000), orders.GetProperty("psi").GetDouble(), 1e-9);

        var hours = Assert.Single(version.GetProperty("targets").EnumerateArray());
        Assert.Equal((2, 8), (hours.GetProperty("meanPredicted").GetDouble(), hours.GetProperty("meanObserved").GetDouble()));
        var spread = hours.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("part").GetString()!, StringComparer.Ordinal);
        Assert.Equal((1, 0), Shares(spread["2 to 3"]));
        Assert.Equal((0, 0.5), Shares(spread["7 to 8"]));
        Assert.Equal((0, 0.5), Shares(spread["from 9"]));
    }

    [Fact]
    [Trait("Acceptance", "68")]
    public async Task AVersionThatFails_AndTheOneThatAnswersInItsPlace_AreShownAsSuch()
    {
        await using var host = await MonitoredHost.StartAsync(versions: 2);
        host.Trainer.OnPredict = (version, orders) => Refuse(version == 2 && orders == 13);

        await host.PredictAsync(12);
        await host.PredictAsync(13);

        Assert.Equal((1, 0, 1), Counts(await host.MonitoringAsync(version: 2)));
        Assert.Equal(1, (await host.MonitoringAsync(version: 2)).GetProperty("served").GetProperty("failures").GetInt32());
        Assert.Equal((1, 0, 1), Counts(await host.MonitoringAsync(version: 1)));
        Assert.Equal(1, (await host.MonitoringAsync(version: 1)).GetProperty("served").GetProperty("fallbacks").GetInt32());
    }

    [Fact]
    [Trait("Acceptance", "69")]
    public async Task Counts_SurviveARestart_AddUpOverInstances_AndAKillLosesAtMostWhatWasNotKeptYet()
    {
        await using var host = await StartAsync();
        await AskAsync(host, 40);

        // In good order nothing is lost.
        await host.App.Functions.RestartAsync();
        Assert.Equal(40, Counts(await host.MonitoringAsync(version: 2)).Requests);
        await AskAsync(host, 20);
        Assert.Equal(60, Counts(await host.MonitoringAsync(version: 2)).Requests);

        // A kill loses what came since the last time that was kept.
        await _clock.AdvanceAsync(MeterFlush.Interval);
        await Eventually.TrueAsync(async () => (await FilesAsync(host)).Length == 2, "the second process to keep what it counted");
        await AskAsync(host, 5);
        await host.App.Functions.CrashAsync();
        await host.App.Functions.RestartAsync();
        Assert.Equal(60, Counts(await host.MonitoringAsync(version: 2)).Requests);

        // Another instance has answered as much as the first process.
        var file = (await FilesAsync(host))[0];
        await host.App.Functions.UploadBlobAsync("monitoring/dispatch/served/2/another.json", (await host.App.Functions.DownloadBlobAsync(file))!);
        Assert.Contains(Counts(await host.MonitoringAsync(version: 2)).Requests, new[] { 60 + 40, 60 + 20 });
    }

    [Fact]
    [Trait("Acceptance", "70")]
    public async Task WhatAVersionDid_IsLoggedWithItsNameAndItsPipeline()
    {
        var logged = new LoggedFields();
        await using var host = await MonitoredHost.StartAsync(
            versions: 2,
            configure: services => services.AddSingleton<ILoggerProvider>(logged),
            clock: _clock,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["AzureFunctionsJobHost:logging:logLevel:MlFunctions"] = "Information" });
        await AskAsync(host, 3);
        host.Trainer.OnPredict = (version, _) => Refuse(version == 2);
        await host.PredictAsync(1);
        await host.App.Functions.Services.GetRequiredService<MeterFlush>().FlushAsync(Cancelled);

        var entries = logged.Of(2610).ToDictionary(entry => entry["Model"]!.ToString()!, StringComparer.Ordinal);
        Assert.Equal(("dispatch", 3L, 3L, 1L), Fields(entries["dispatch:2"], "Failures"));
        Assert.Equal(("dispatch", 1L, 1L, 1L), Fields(entries["dispatch:1"], "Fallbacks"));
        Assert.Equal("dispatch:2", Assert.Single(logged.Of(2008))["Model"]);

        static (object?, object?, object?, object?) Fields(IReadOnlyDictionary<string, object?> entry, string last) => (entry["Pipeline"], entry["Requests"], entry["Rows"], entry[last]);
    }

    private async Task<MonitoredHost> StartAsync()
    {
        var host = await MonitoredHost.StartAsync(versions: 2, clock: _clock);
        host.Trainer.OnPredict = (_, orders) => _clock.AdvanceAsync(TimeSpan.FromMilliseconds(orders)).GetAwaiter().GetResult();
        return host;
    }

    private static void Refuse(bool refuses)
    {
        if (refuses)
        {
            throw new NotSupportedException("This row is not for me.");
        }
    }

    private static async Task AskAsync(MonitoredHost host, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            await host.PredictAsync(0);
        }
    }

    private static async Task<string[]> FilesAsync(MonitoredHost host) => [.. await host.App.Functions.ListBlobsAsync("monitoring/dispatch/served/2/")];

    private static (int Requests, int Batches, int Rows) Counts(JsonElement version)
    {
        var served = version.GetProperty("served");
        return (served.GetProperty("requests").GetInt32(), served.GetProperty("batches").GetInt32(), served.GetProperty("rows").GetInt32());
    }

    private static (double Predicted, double Observed) Shares(JsonElement part) => (part.GetProperty("predicted").GetDouble(), part.GetProperty("observed").GetDouble());
}
