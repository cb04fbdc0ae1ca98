using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Pipelines;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Pipelines;

/// <summary>An alias is one pipeline's, and never a route of the API's own.</summary>
public sealed class AliasTests
{
    [Fact]
    public async Task AnAliasOfAnotherPipeline_IsRefusedByPath_UntilThatOneGivesItUp()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var later = Definition("returns", "v1/returns", "v0.1/time_to_dispatch");

        var (refused, problem) = await host.PutAsync("pipelines/returns", later);
        await host.DefineAsync(definition => definition["serving"] = new JsonObject());
        var (accepted, _) = await host.PutAsync("pipelines/returns", later);
        var (again, _) = await host.PutAsync("pipelines/returns", later);

        Assert.Equal((422, 200, 200), (refused, accepted, again));
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal("$.serving.aliases[1]", error.GetProperty("field").GetString());
        Assert.Contains("pipeline 'dispatch'", error.GetProperty("fault").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfManyThatWantAnAliasAtOnce_OneHasIt()
    {
        await using var host = await PipelineHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => host.PutAsync($"pipelines/wants-{i}", Definition($"wants-{i}", "v1/wanted")))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(11, answers.Count(answer => answer.Status == 422));
        var stored = await host.Functions.ListBlobsAsync("config/wants-");
        Assert.Single(stored);
    }

    [Theory]
    [InlineData("health", "/health")]
    [InlineData("Health", "/health")]
    [InlineData("predict/dispatch", "/predict/{pipeline}")]
    [InlineData("models/dispatch/traffic", "/models/{pipeline}/traffic")]
    [InlineData("docs", "/docs")]
    public void AnAliasThatTheApiAnswersItself_IsRefused(string alias, string route) =>
        Assert.Contains(route, FaultsOf(alias).Single().Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("v1/models")]
    [InlineData("estimate")]
    [InlineData("a/b/c/d/e/f")]
    public void AnyOtherAlias_IsNot(string alias) => Assert.Empty(FaultsOf(alias));

    [Fact]
    public void AnAliasThatIsThereTwice_IsRefused() =>
        Assert.Equal("$.serving.aliases[1]", FaultsOf("v1/estimate", "v1/estimate").Single().Path);

    private static JsonObject Definition(string name, params string[] aliases)
    {
        var definition = JsonNode.Parse(PipelineHost.Definition)!.AsObject();
        definition["name"] = name;
        definition["serving"] = new JsonObject { ["aliases"] = new JsonArray([.. aliases.Select(alias => (JsonNode)alias)]) };
        return definition;
    }

    private static MlFunctions.Http.FaultList<JsonFault> FaultsOf(params string[] aliases)
    {
        var parser = new DefinitionParser(Learning.TrainerCatalog.BuiltIn, Learning.MetricCatalog.BuiltIn);
        try
        {
            parser.Parse(JsonSerializer.SerializeToUtf8Bytes(Definition("dispatch", aliases)));
            return new MlFunctions.Http.FaultList<JsonFault>();
        }
        catch (DefinitionException exception)
        {
            return exception.Faults;
        }
    }
}
