using System.Text;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Tests.Pipelines;

public sealed class DefinitionParserTests
{
    private const string Minimal = """
        {
          "name": "dispatch", "task": "regression",
          "features": [{ "name": "orders", "type": "number", "min": 0 }, { "name": "sku", "type": "category", "values": ["A", "B"] }],
          "targets": [{ "name": "hours" }],
          "candidates": [{ "trainer": "decision-tree", "grid": { "maxDepth": [2, null] } }],
          "metric": "r2"
        }
        """;

    [Fact]
    public void Minimal_HasTheDocumentedDefaults()
    {
        var definition = Parse(Minimal);

        Assert.Equal(5, definition.Folds);
        Assert.Equal(0.8, definition.Split.Ratio);
        Assert.Equal(SplitStrategy.Random, definition.Split.Strategy);
        Assert.Equal(ChampionRule.MustBeat, definition.Gates.Champion);
        Assert.True(definition.Retrain.OnData);
        Assert.Equal("hours", definition.Targets[0].As);
        Assert.Equal([2.0, null], definition.Candidates[0].Grid["maxDepth"]);
    }

    [Fact]
    public void CommentsAndTrailingCommas_AreAllowed() =>
        Assert.Equal("dispatch", Parse(Minimal.Replace("\"r2\"", "\"r2\", // ranks candidates", StringComparison.Ordinal)).Name);

    [Theory]
    [InlineData("\"name\": \"dispatch\"", "\"name\": \"Dispatch!\"", "$.name")]
    [InlineData("\"task\": \"regression\"", "\"task\": \"guessing\"", "$.task")]
    [InlineData("\"type\": \"number\"", "\"type\": \"colour\"", "$.features[0].type")]
    [InlineData("\"min\": 0", "\"min\": \"none\"", "$.features[0].min")]
    [InlineData("\"min\": 0", "\"min\": 5, \"max\": 1", "$.features[0].min")]
    [InlineData("\"min\": 0", "\"mim\": 0", "$.features[0].mim")]
    [InlineData("[\"A\", \"B\"]", "[\"A\", \"A\"]", "$.features[1].values")]
    [InlineData("[\"A\", \"B\"]", "[\"A\", 3]", "$.features[1].values[1]")]
    [InlineData("\"name\": \"sku\"", "\"name\": \"orders\"", "$.features")]
    [InlineData("\"trainer\": \"decision-tree\"", "\"trainer\": \"oracle\"", "$.candidates[0].trainer")]
    [InlineData("\"maxDepth\": [2, null]", "\"maxDepth\": [0.5]", "$.candidates[0].grid.maxDepth")]
    [InlineData("\"maxDepth\": [2, null]", "\"depth\": [2]", "$.candidates[0].grid.depth")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"luck\"", "$.metric")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"folds\": 1", "$.folds")]
    [InlineData("{ \"name\": \"hours\" }", "{ \"name\": \"hours\", \"labels\": [\"long\"] }", "$.targets[0]")]
    [InlineData("\"name\": \"dispatch\"", "\"name\": \"dispatch\\n\"", "$.name")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"preparation\": [{ \"transform\": \"magic\" }]", "$.preparation[0].transform")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"gates\": { \"fail\": { \"luck\": 1 } }", "$.gates.fail.luck")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"gates\": { \"expect\": [{ \"increasing\": \"sku\" }] }", "$.gates.expect[0].increasing")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"gates\": { \"expect\": [{ }] }", "$.gates.expect[0]")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"split\": { \"stratify\": \"size\" }", "$.split.stratify")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"split\": { \"strategy\": \"grouped\" }", "$.split.by")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"aliases\": [\"/x y\"] }", "$.serving.aliases[0]")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"retrain\": { \"schedule\": \"weekly\" }", "$.retrain.schedule")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"deadline\": \"soon\" }", "$.serving.deadline")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"revert\": { \"metric\": \"accuracy\", \"worseThan\": 1 } }", "$.serving.revert.metric")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"revert\": { \"worseThan\": 1 } }", "$.serving.revert.metric")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"revert\": { \"metric\": \"mae\" } }", "$.serving.revert.worseThan")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"revert\": { \"metric\": \"mae\", \"worseThan\": \"bad\" } }", "$.serving.revert.worseThan")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"revert\": { \"metric\": \"mae\", \"worseThan\": 1, \"outcomes\": 0 } }", "$.serving.revert.outcomes")]
    [InlineData("\"metric\": \"r2\"", "\"metric\": \"r2\", \"serving\": { \"revert\": { \"metric\": \"mae\", \"worseThan\": 1, \"last\": 5 } }", "$.serving.revert.last")]
    public void OneFault_IsNamedByItsPath(string right, string wrong, string path)
    {
        var exception = Assert.Throws<DefinitionException>(() => Parse(Minimal.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith(path, Assert.Single(exception.Faults).Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forecast", "arima", "mase", "\"features\": [{ \"name\": \"orders\", \"type\": \"number\" }], \"targets\": [{ \"name\": \"sales\" }]", "$.features")]
    [InlineData("forecast", "arima", "mase", "\"targets\": [{ \"name\": \"sales\" }, { \"name\": \"returns\" }]", "$.targets")]
    [InlineData("forecast", "arima", "mase", "\"targets\": [{ \"name\": \"sales\" }], \"split\": { \"strategy\": \"random\" }", "$.split")]
    [InlineData("forecast", "arima", "mase", "\"targets\": [{ \"name\": \"sales\" }], \"entity\": \"shop\"", "$")]
    [InlineData("forecast", "arima", "mase", "\"targets\": [{ \"name\": \"sales\" }], \"retrain\": { \"onCorrections\": 10 }", "$.retrain.onCorrections")]
    [InlineData("forecast", "arima", "r2", "\"features\": []", "$.targets")]
    [InlineData("clustering", "k-means", "silhouette", "\"targets\": [{ \"name\": \"heap\" }, { \"name\": \"pile\" }], \"features\": [{ \"name\": \"x\", \"type\": \"number\" }]", "$.targets")]
    [InlineData("clustering", "k-means", "silhouette", "\"features\": [{ \"name\": \"x\", \"type\": \"number\" }], \"retrain\": { \"onCorrections\": 10 }", "$.retrain.onCorrections")]
    [InlineData("clustering", "k-means", "silhouette", "\"features\": [{ \"name\": \"x\", \"type\": \"number\" }], \"split\": { \"stratify\": \"cluster\" }", "$.split.stratify")]
    public void WhatATaskHasNoUseFor_IsAFault(string task, string trainer, string metric, string members, string path)
    {
        var exception = Assert.Throws<DefinitionException>(() =>
            Parse($$"""{ "name": "some", "task": "{{task}}", "candidates": [{ "trainer": "{{trainer}}" }], "metric": "{{metric}}", {{members}} }"""));

        Assert.Contains(path, exception.Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void SeveralFaults_AreAllNamed()
    {
        var exception = Assert.Throws<DefinitionException>(() => Parse("""{ "name": "dispatch", "task": "regression", "features": [], "metric": 3 }"""));

        Assert.Equal(["$.features", "$.targets", "$.candidates", "$.metric"], exception.Faults.Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public void NotAnObject_IsOneFault(string json) =>
        Assert.Equal("$", Assert.Single(Assert.Throws<DefinitionException>(() => Parse(json)).Faults).Path);

    [Fact]
    public void Samples_AreValid()
    {
        // That of samples/extension names parts that its package adds; it is trained where the package is loaded.
        var extension = Path.Combine(Repository.Root, "samples", "extension");
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "pipeline.json", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(extension, StringComparison.Ordinal)))
        {
            Assert.Equal(Path.GetFileName(Path.GetDirectoryName(path)), Parse(File.ReadAllText(path)).Name);
        }
    }

    private static PipelineDefinition Parse(string json) =>
        new DefinitionParser(TrainerCatalog.BuiltIn, MetricCatalog.BuiltIn).Parse(Encoding.UTF8.GetBytes(json));
}
