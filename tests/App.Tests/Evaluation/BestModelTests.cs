using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Evaluation;

/// <summary>Which model a run gives, out of several.</summary>
public sealed class BestModelTests
{
    [Fact]
    [Trait("Acceptance", "46")]
    [Trait("Acceptance", "49")]
    [Trait("Acceptance", "52")]
    public async Task OfSeveralCandidates_AllAreMeasuredOnTheSameRows_AndExactlyOneIsMarkedAndServes()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition =>
        {
            definition["candidates"]!.AsArray().Add(new JsonObject { ["trainer"] = "linear-regression" });
            definition["candidates"]!.AsArray().Add(new JsonObject { ["trainer"] = "ridge" });
            definition["gates"] = new JsonObject();
        });

        var run = await host.TrainAsync(Table.Csv());

        var report = await host.GetAsync($"runs/{run.GetProperty("id").GetString()}/evaluation");
        var candidates = report.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal(3, candidates.Length);
        Assert.All(candidates, candidate =>
        {
            var evaluation = candidate.GetProperty("evaluation");
            Assert.Equal(report.GetProperty("holdoutRows").GetInt32(), evaluation.GetProperty("rows").GetInt32());
            Assert.NotEmpty(evaluation.GetProperty("targets")[0].GetProperty("residuals").GetProperty("values").EnumerateArray());
            Assert.True(evaluation.GetProperty("intervals").GetProperty("r2").GetProperty("lower").GetDouble() < R2(candidate));
        });
        var marked = report.GetProperty("verdict").GetProperty("candidate").GetProperty("index").GetInt32();
        Assert.Equal(candidates.MaxBy(R2).GetProperty("candidate").GetProperty("index").GetInt32(), marked);

        var registry = await host.ModelsAsync();
        Assert.Equal(1, registry.GetProperty("champion").GetInt32());
        Assert.Single(registry.GetProperty("versions").EnumerateArray());
        Assert.Equal(report.GetProperty("verdict").GetProperty("trainer").GetString(), registry.GetProperty("versions")[0].GetProperty("trainer").GetString());
    }

    [Fact]
    [Trait("Acceptance", "57")]
    public async Task AWorseChallenger_IsNeverDeployed_AndTheReportSaysByHowMuchItIsWorse()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        await host.DefineAsync(definition => definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "linear-regression" }));

        var run = await host.TrainAsync(Table.Csv(seed: 21), "week-2.csv");

        Assert.Equal("rejected", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(1, (await host.ModelsAsync()).GetProperty("champion").GetInt32());
        var comparison = (await host.GetAsync($"runs/{run.GetProperty("id").GetString()}/evaluation")).GetProperty("verdict").GetProperty("comparison");
        Assert.True(comparison.GetProperty("difference").GetDouble() < 0);
        Assert.True(comparison.GetProperty("interval").GetProperty("upper").GetDouble() < 0);
        Assert.InRange(comparison.GetProperty("pValue").GetDouble(), 1e-4, 0.01);
        Assert.True(comparison.GetProperty("isSignificant").GetBoolean());
    }

    private static double R2(JsonElement candidate) => candidate.GetProperty("metrics").GetProperty("r2").GetDouble();
}
