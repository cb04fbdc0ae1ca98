using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Training;

namespace MlFunctions.Tests.Pipelines;

/// <summary>A definition that is changed while a run is under way.</summary>
[Trait("Acceptance", "43")]
public sealed class DefinitionChangeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADefinitionThatIsChangedWhileARunTrains_ChangesTheNextRunAndNothingOfThisOne()
    {
        using var trainer = new GatedTrainer();
        await using var host = await PipelineHost.StartAsync(configure: services => services
            .AddSingleton(TrainerCatalog.BuiltIn.With(trainer))
            .AddSingleton(new TrainingCores(8)));
        await host.DefineAsync(Before);
        var before = await DefinitionHashAsync(host, "pipelines/dispatch");
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.IsReached, "the first run to train");

        await host.DefineAsync(After);
        var after = await DefinitionHashAsync(host, "pipelines/dispatch");
        trainer.Open();
        var first = await host.EndedRunAsync("dispatch", runs: 1);
        await host.PostAsync("pipelines/dispatch/runs", "");
        var second = await host.EndedRunAsync("dispatch", runs: 2);

        Assert.NotEqual(before, after);
        await AssertRunAsync(host, first, before, outcome: "deployed", ["gated"], folds: 3, holdoutRows: 200, metric: "r2", check: "r2 of at least 0.5");
        await AssertRunAsync(host, second, after, outcome: "rejected", ["linear-regression", "ridge"], folds: 2, holdoutRows: 300, metric: "mae", check: "mae of at most 0.0001");
        Assert.Equal(before, (await host.GetAsync("models/dispatch/1")).GetProperty("lineage").GetProperty("definitionHash").GetString());
    }

    private static void Before(JsonObject definition)
    {
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "gated" });
        definition["folds"] = 3;
        definition["gates"] = new JsonObject { ["fail"] = new JsonObject { ["r2"] = 0.5 } };
    }

    private static void After(JsonObject definition)
    {
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "linear-regression" }, new JsonObject { ["trainer"] = "ridge" });
        definition["folds"] = 2;
        definition["split"] = new JsonObject { ["strategy"] = "sequential", ["ratio"] = 0.7 };
        definition["metric"] = "mae";
        definition["gates"] = new JsonObject { ["fail"] = new JsonObject { ["mae"] = 0.0001 } };
    }

    private static async Task AssertRunAsync(
        PipelineHost host, JsonElement run, string hash, string outcome, string[] trainers, int folds, int holdoutRows, string metric, string check)
    {
        var id = run.GetProperty("id").GetString();
        Assert.Equal(outcome, run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(hash, await DefinitionHashAsync(host, $"runs/{id}/definition"));

        // Training: candidates and folds.
        var status = run.GetProperty("progress").GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal(trainers, status.Select(candidate => candidate.GetProperty("trainer").GetString()));
        Assert.All(status, candidate => Assert.Equal(folds, candidate.GetProperty("folds").GetInt32()));
        var kept = (await host.GetAsync($"runs/{id}/candidates")).EnumerateArray().Select(candidate => candidate.GetProperty("manifest")).ToArray();
        Assert.Equal(trainers, kept.Select(manifest => manifest.GetProperty("trainer").GetString()));
        Assert.All(kept, manifest => Assert.Equal(hash, manifest.GetProperty("lineage").GetProperty("definitionHash").GetString()));

        // Segregation and evaluation: holdout, metric and gates. Rows that are alike stay together, so that a split may be a few rows off.
        var evaluation = await host.GetAsync($"runs/{id}/evaluation");
        Assert.Equal(metric, evaluation.GetProperty("metric").GetString());
        Assert.InRange(evaluation.GetProperty("holdoutRows").GetInt32(), holdoutRows - 20, holdoutRows + 20);
        Assert.All(evaluation.GetProperty("candidates").EnumerateArray(), candidate =>
            Assert.Contains(check, candidate.GetProperty("checks").EnumerateArray().Select(gate => gate.GetProperty("name").GetString())));
    }

    private static async Task<string> DefinitionHashAsync(PipelineHost host, string route) =>
        Convert.ToHexStringLower(SHA256.HashData(await host.Client.GetByteArrayAsync(new Uri($"/api/{route}", UriKind.Relative), Cancelled)));
}
