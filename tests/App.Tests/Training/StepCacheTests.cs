using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Training;

/// <summary>What a run takes from the runs before it: everything that would come out the same, and nothing else.</summary>
public sealed class StepCacheTests
{
    [Fact]
    public async Task TheSameDataAndDefinition_TakesEverythingFromTheRunBefore_AndIsTheSameModel()
    {
        await using var host = await StartAsync();

        var again = await RunAsync(host, "");

        Assert.Equal(["preparation", "segregation", "training"], Cached(again));
        Assert.All(States(again), state => Assert.Equal("cached", state));
        Assert.Equal("deployed", again.GetProperty("result").GetProperty("outcome").GetString());
        var first = await host.GetAsync("models/dispatch/1");
        var second = await host.GetAsync("models/dispatch/2");
        Assert.Equal(Hash(first), Hash(second));
        Assert.Equal(again.GetProperty("id").GetString(), second.GetProperty("lineage").GetProperty("runId").GetString());
    }

    [Fact]
    public async Task Fresh_TakesNothing_AndIsTheSameModel()
    {
        await using var host = await StartAsync();

        var fresh = await RunAsync(host, "?fresh=true");

        Assert.Empty(Cached(fresh));
        Assert.All(States(fresh), state => Assert.Equal("trained", state));
        Assert.Equal(Hash(await host.GetAsync("models/dispatch/1")), Hash(await host.GetAsync("models/dispatch/2")));
    }

    [Fact]
    public async Task AnotherCandidate_TakesTheDataAndTheCandidatesThatStayed()
    {
        await using var host = await StartAsync();
        await host.DefineAsync(definition =>
        {
            Two(definition);
            definition["candidates"]![1] = new JsonObject { ["trainer"] = "ridge" };
        });

        var run = await RunAsync(host, "");

        Assert.Equal(["preparation", "segregation"], Cached(run));
        Assert.Equal(["cached", "trained"], States(run));
    }

    [Fact]
    public async Task AnotherSplit_TakesNothing()
    {
        await using var host = await StartAsync();
        await host.DefineAsync(definition =>
        {
            Two(definition);
            definition["split"]!["seed"] = 43;
        });

        var run = await RunAsync(host, "");

        Assert.Empty(Cached(run));
        Assert.Equal(["trained", "trained"], States(run));
    }

    [Fact]
    public async Task TheSameBytesUnderAnotherName_AreLookedOverAsABatchOfTheirOwn_AndTrainNothingAnew()
    {
        await using var host = await StartAsync();

        var run = await host.TrainAsync(Table.Csv(), "week-2.csv");

        Assert.Equal(["training"], Cached(run));
        Assert.Equal("raw/dispatch/week-2.csv", (await host.GetAsync("models/dispatch/2")).GetProperty("lineage").GetProperty("file").GetString());
    }

    [Fact]
    public async Task FreshThatIsNeitherTrueNorFalse_Is422()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();

        var (status, problem) = await host.PostAsync("pipelines/dispatch/runs?fresh=maybe", "");

        Assert.Equal(422, status);
        Assert.Equal("fresh", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    private static void Two(JsonObject definition)
    {
        definition["candidates"]!.AsArray().Add(new JsonObject { ["trainer"] = "linear-regression" });
        definition["gates"] = new JsonObject { ["champion"] = "ignore" };
    }

    private static async Task<PipelineHost> StartAsync()
    {
        var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Two);
        await host.TrainAsync(Table.Csv());
        return host;
    }

    private static async Task<JsonElement> RunAsync(PipelineHost host, string query)
    {
        await host.PostAsync($"pipelines/dispatch/runs{query}", "");
        return await host.EndedRunAsync("dispatch", runs: 2);
    }

    private static string? Hash(JsonElement manifest) => manifest.GetProperty("hashes").GetProperty("model.bin").GetString();

    private static IEnumerable<string?> States(JsonElement run) =>
        run.GetProperty("progress").GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetProperty("state").GetString());

    private static IEnumerable<string?> Cached(JsonElement run) => run.GetProperty("progress").GetProperty("stages").EnumerateArray()
        .Where(stage => stage.GetProperty("cached").GetBoolean())
        .Select(stage => stage.GetProperty("stage").GetString());
}
