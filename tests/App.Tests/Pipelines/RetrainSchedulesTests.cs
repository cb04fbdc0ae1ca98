using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Pipelines;
using MlFunctions.Storage;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Pipelines;

/// <summary>Runs by the clock. The clock of the schedules alone is the test's, so that weeks pass in a moment.</summary>
[Trait("Acceptance", "38")]
public sealed class RetrainSchedulesTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly ManualClock _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASchedule_StartsOneRunWhenItIsDueAndNoneBefore()
    {
        await using var host = await StartAsync();

        await LookAsync(host);
        await _clock.AdvanceAsync(TimeSpan.FromDays(4));
        await LookAsync(host);
        Assert.Empty(await host.RunsAsync());

        // Friday, 23:00: two looks in the same minute are one run.
        await _clock.AdvanceAsync(TimeSpan.FromHours(23));
        await LookAsync(host);
        await LookAsync(host);

        var run = Assert.Single(await host.AllEndedAsync());
        Assert.Equal("schedule 0 0 23 * * 5", run.GetProperty("reason").GetString());
        Assert.Equal("schedule", run.GetProperty("requests")[0].GetProperty("trigger").GetString());
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task WhatWasMissed_IsMadeUpForOnce()
    {
        await using var host = await StartAsync();
        await LookAsync(host);

        await _clock.AdvanceAsync(5 * Week);
        await LookAsync(host);
        await LookAsync(host);

        Assert.Single(await host.AllEndedAsync());
    }

    [Fact]
    public async Task NothingNewSinceTheLastRun_SaysSoAndTrainsNothing()
    {
        await using var host = await StartAsync();
        await LookAsync(host);
        await _clock.AdvanceAsync(Week);
        await LookAsync(host);
        var first = Assert.Single(await host.AllEndedAsync());

        await _clock.AdvanceAsync(Week);
        await LookAsync(host);
        var runs = await host.AllEndedAsync();

        Assert.Equal(2, runs.Count);
        var result = runs[0].GetProperty("result");
        Assert.Equal("nothing-new", result.GetProperty("outcome").GetString());
        Assert.Contains(first.GetProperty("id").GetString()!, result.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("ingestion", Assert.Single(runs[0].GetProperty("progress").GetProperty("stages").EnumerateArray()).GetProperty("stage").GetString());
        Assert.Single((await host.ModelsAsync()).GetProperty("versions").EnumerateArray());
    }

    [Fact]
    public async Task AChangedDefinition_IsSomethingNew()
    {
        await using var host = await StartAsync();
        await LookAsync(host);
        await _clock.AdvanceAsync(Week);
        await LookAsync(host);
        await host.AllEndedAsync();

        await host.DefineAsync(definition =>
        {
            Scheduled(definition);
            definition["folds"] = 3;
            definition["gates"] = new JsonObject { ["champion"] = "ignore" };
        });
        await _clock.AdvanceAsync(Week);
        await LookAsync(host);

        Assert.Equal("deployed", (await host.AllEndedAsync())[0].GetProperty("result").GetProperty("outcome").GetString());
    }

    private static void Scheduled(JsonObject definition) => definition["retrain"] = new JsonObject { ["onData"] = false, ["schedule"] = "0 0 23 * * 5" };

    private static async Task<PipelineHost> StartAsync()
    {
        var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Scheduled);
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(async () => (await host.GetAsync("datasets/dispatch")).GetArrayLength() == 1, "the batch");
        return host;
    }

    private Task LookAsync(PipelineHost host)
    {
        var services = host.Functions.Services;
        var schedules = new RetrainSchedules(
            services.GetRequiredService<DefinitionStore>(),
            services.GetRequiredService<RunStarter>(),
            services.GetRequiredService<IArtifactStore>(),
            _clock,
            services.GetRequiredService<IConfiguration>(),
            NullLogger<RetrainSchedules>.Instance);
        return schedules.LookAsync(host.Functions.DurableTaskClient, Cancelled);
    }
}
