using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Training;
using MlFunctions.Training;

namespace MlFunctions.Tests.Pipelines;

/// <summary>A failed run taken up again at the step that failed.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task AResumedRun_HasThePlanOfTheFailedOne_AndTakesWhatThatHadFinished()
    {
        var isBroken = true;
        var trainer = new FailingTrainer(_ => isBroken ? new TrainingException("the licence has expired") : null);
        await using var host = await PipelineHost.StartAsync(configure: services =>
            services.AddSingleton(TrainerCatalog.BuiltIn.With(trainer)).AddSingleton(new TrainingCores(8)));
        await host.DefineAsync(Failing);
        var failed = await host.TrainAsync(Table.Csv());
        Assert.Equal("failed", failed.GetProperty("status").GetString());

        // Neither newer data nor a newer definition is what was asked for.
        isBroken = false;
        await host.DefineAsync(definition =>
        {
            Failing(definition);
            definition["retrain"] = new JsonObject { ["onData"] = false };
            definition["folds"] = 3;
        });
        var (status, started) = await host.PostAsync($"runs/{failed.GetProperty("id").GetString()}/resume", "");
        var run = await host.EndedRunAsync("dispatch", runs: 2);

        Assert.Equal(202, status);
        Assert.Equal(started.GetProperty("runId").GetString(), run.GetProperty("id").GetString());
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(5, run.GetProperty("progress").GetProperty("candidates")[0].GetProperty("folds").GetInt32());
        Assert.Equal(["preparation", "segregation"], run.GetProperty("progress").GetProperty("stages").EnumerateArray()
            .Where(stage => stage.GetProperty("cached").GetBoolean()).Select(stage => stage.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task ARunThatDidNotFail_IsNotResumed()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var run = await host.TrainAsync(Table.Csv());

        Assert.Equal(409, (await host.PostAsync($"runs/{run.GetProperty("id").GetString()}/resume", "")).Status);
        Assert.Equal(404, (await host.PostAsync("runs/dispatch.nothing/resume", "")).Status);
    }

    private static void Failing(JsonObject definition)
    {
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "failing" });
        definition["gates"] = new JsonObject();
    }
}
