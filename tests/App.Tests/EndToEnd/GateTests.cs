using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Gates: what is not good enough does not serve, and what is barely good enough serves with a warning.</summary>
public sealed class GateTests
{
    [Fact]
    [Trait("Acceptance", "57")]
    public async Task UnderFail_IsNotDeployed()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["fail"] = new JsonObject { ["r2"] = 0.9999 });

        var run = await host.TrainAsync(Table.Csv());

        var result = run.GetProperty("result");
        Assert.Equal("rejected", result.GetProperty("outcome").GetString());
        Assert.Contains("under 0.9999", Assert.Single(result.GetProperty("reasons").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(503, (await host.PostAsync("predict/dispatch", """{"product_code":"SKU001","orders_placed":112}""")).Status);
    }

    [Fact]
    public async Task OverFailAndUnderWarn_IsDeployedWithAWarning()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["warn"] = new JsonObject { ["r2"] = 0.9999 });

        var result = (await host.TrainAsync(Table.Csv())).GetProperty("result");

        Assert.Equal("deployed", result.GetProperty("outcome").GetString());
        Assert.Contains("under 0.9999", Assert.Single(result.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABrokenExpectation_IsNotDeployed()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["expect"] = new JsonArray(new JsonObject { ["min"] = 3 }));

        var result = (await host.TrainAsync(Table.Csv())).GetProperty("result");

        Assert.Equal("rejected", result.GetProperty("outcome").GetString());
        Assert.Contains("never below 3", Assert.Single(result.GetProperty("reasons").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("must-beat", "rejected", 1)]
    [InlineData("must-equal", "deployed", 2)]
    [InlineData("ignore", "deployed", 2)]
    [Trait("Acceptance", "49")]
    public async Task AnEqualChallenger_IsDeployedOnlyWhereTheDefinitionSaysSo(string rule, string outcome, int champion)
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["champion"] = rule);
        await host.TrainAsync(Table.Csv());

        var run = await host.TrainAsync(Table.Csv(), "the-same-again.csv");

        Assert.Equal(outcome, run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(champion, (await host.ModelsAsync()).GetProperty("champion").GetInt32());
    }
}
