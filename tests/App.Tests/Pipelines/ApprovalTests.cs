using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Training;

namespace MlFunctions.Tests.Pipelines;

/// <summary>Models that somebody has to approve of before they serve.</summary>
[Trait("Acceptance", "57")]
public sealed class ApprovalTests
{
    [Fact]
    public async Task AModelThatIsApproved_Serves()
    {
        await using var host = await StartAsync(JsonValue.Create(true));
        var id = await WaitingAsync(host);

        var before = await host.ModelsAsync();
        var (status, decision) = await host.PostAsync($"runs/{id}/approve", """{"comment":"looks right"}""");
        var run = await host.EndedRunAsync("dispatch", runs: 1);

        Assert.Equal(202, status);
        Assert.True(decision.GetProperty("isApproved").GetBoolean());
        Assert.Empty(before.GetProperty("versions").EnumerateArray());
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.EndsWith(": looks right", Stage(run, "approval").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await host.ModelsAsync()).GetProperty("champion").GetInt32());
        Assert.Single(await host.EventsAsync("approval-needed", 1));
    }

    [Fact]
    public async Task AModelThatIsRejected_DoesNotServe()
    {
        await using var host = await StartAsync(JsonValue.Create(true));
        var id = await WaitingAsync(host);

        await host.PostAsync($"runs/{id}/reject", """{"comment":"the week was not typical"}""");
        var run = await host.EndedRunAsync("dispatch", runs: 1);

        var result = run.GetProperty("result");
        Assert.Equal("not-approved", result.GetProperty("outcome").GetString());
        Assert.Contains("the week was not typical", result.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Empty((await host.ModelsAsync()).GetProperty("versions").EnumerateArray());
    }

    [Fact]
    public async Task PastTheDeadline_TheModelDoesNotServe_AndTheRunSaysSo()
    {
        await using var host = await StartAsync(new JsonObject { ["deadline"] = "00:00:00.100" });

        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        var run = await host.EndedRunAsync("dispatch", runs: 1);

        var result = run.GetProperty("result");
        Assert.Equal("not-approved", result.GetProperty("outcome").GetString());
        Assert.StartsWith("nobody approved until the deadline", result.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Empty((await host.ModelsAsync()).GetProperty("versions").EnumerateArray());
    }

    [Fact]
    public async Task ARunThatAsksNobody_CannotBeApproved()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var run = await host.TrainAsync(Table.Csv());

        Assert.Equal(409, (await host.PostAsync($"runs/{run.GetProperty("id").GetString()}/approve", "")).Status);
        Assert.Equal(404, (await host.PostAsync("runs/dispatch.nothing/approve", "")).Status);
    }

    [Fact]
    public async Task WaitingSurvivesARestart()
    {
        await using var host = await StartAsync(JsonValue.Create(true));
        var id = await WaitingAsync(host);

        await host.Functions.RestartAsync();
        await host.PostAsync($"runs/{id}/approve", "");

        Assert.Equal("deployed", (await host.EndedRunAsync("dispatch", runs: 1)).GetProperty("result").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task ANewerRequest_TakesThePlaceOfAModelThatWaits_WithTheReason()
    {
        await using var host = await StartAsync(JsonValue.Create(true));
        var first = await WaitingAsync(host);

        await host.Functions.UploadBlobAsync("raw/dispatch/week-2.csv", Table.Csv(seed: 21));
        var second = await Eventually.GetAsync(
            async () => await host.RunsAsync() is [var newest, _] && Asks(newest) ? newest.GetProperty("id").GetString() : null,
            "the second run to ask for approval");
        var result = (await host.GetAsync($"runs/{first}")).GetProperty("result");
        var late = await host.PostAsync($"runs/{first}/approve", "");
        await host.PostAsync($"runs/{second}/approve", "");
        var run = await host.EndedRunAsync("dispatch", runs: 2);

        Assert.Equal("not-approved", result.GetProperty("outcome").GetString());
        Assert.StartsWith($"superseded by run {second}", result.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(409, late.Status);
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(second, (await host.GetAsync("models/dispatch/1")).GetProperty("lineage").GetProperty("runId").GetString());
    }

    [Fact]
    public async Task ANewerRequestThatCameWhileTheRunTrained_LetsNobodyBeAsked()
    {
        using var trainer = new GatedTrainer();
        await using var host = await PipelineHost.StartAsync(configure: services => services
            .AddSingleton(TrainerCatalog.BuiltIn.With(trainer))
            .AddSingleton(new TrainingCores(8)));
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "gated" });
            definition["gates"] = new JsonObject();
            definition["approval"] = true;
        });
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.IsReached, "the first run to train");
        await host.PostAsync("pipelines/dispatch/runs", "");
        trainer.Open();

        var runs = await Eventually.GetAsync(async () => await host.RunsAsync() is [var newest, _] all && Asks(newest) ? all : null, "the second run to ask for approval");

        Assert.StartsWith("superseded by run ", runs[1].GetProperty("result").GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains(runs[0].GetProperty("id").GetString()!, Assert.Single(await host.EventsAsync("approval-needed", 1)).GetProperty("subject").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatOnlyTheClockAsksFor_WaitsForTheDecision()
    {
        await using var host = await StartAsync(JsonValue.Create(true));
        var first = await WaitingAsync(host);

        var starter = host.Functions.Services.GetRequiredService<RunStarter>();
        var request = new RunRequest("dispatch", RunTrigger.Schedule, "every day", "schedule every day");
        await starter.RequestAsync(host.Functions.DurableTaskClient, request, TestContext.Current.CancellationToken);
        var runs = await host.RunsAsync();
        await host.PostAsync($"runs/{first}/approve", "");
        await host.EndedRunAsync("dispatch", runs: 2);

        Assert.Equal(["pending", "running"], runs.Select(run => run.GetProperty("status").GetString()));
        Assert.Equal(["nothing-new", "deployed"], (await host.RunsAsync()).Select(run => run.GetProperty("result").GetProperty("outcome").GetString()));
    }

    private static bool Asks(JsonElement run) => run.TryGetProperty("progress", out var progress) && progress.TryGetProperty("approval", out _);

    private static JsonElement Stage(JsonElement run, string name) =>
        run.GetProperty("progress").GetProperty("stages").EnumerateArray().First(stage => stage.GetProperty("stage").GetString() == name);

    private static async Task<PipelineHost> StartAsync(JsonNode approval)
    {
        var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["approval"] = approval);
        return host;
    }

    private static async Task<string> WaitingAsync(PipelineHost host)
    {
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        var run = await Eventually.GetAsync(
            async () => await host.RunsAsync() is [var only] && Asks(only) ? only.GetProperty("id").GetString() : null,
            "the run to ask for approval");
        return run;
    }
}
