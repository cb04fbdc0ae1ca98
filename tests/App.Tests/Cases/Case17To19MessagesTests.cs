using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Cases 17, 18 and 19: faults say what was found and what would be right, and warnings are true.</summary>
public sealed class Case17To19MessagesTests
{
    [Theory]
    [InlineData("binary", "Target 'ok' has 4 classes where binary takes 2: 'yes' (20), 'no' (10), 'Yes' (6), 'YES' (4). 'yes' (20), 'Yes' (6), 'YES' (4) differ in case only.")]
    [InlineData("multiclass", null)]
    public async Task Case17_ClassesAreListedWithCounts_AndThoseThatDifferInCaseOnlyAreNamed(string task, string? error)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = $$"""
            { "task": "{{task}}", "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "ok" }],
              "candidates": [{ "trainer": "decision-tree" }], "metric": "accuracy", "gates": { "naive": "ignore" } }
            """;
        var words = Enumerable.Repeat("yes", 20).Concat(Enumerable.Repeat("no", 10)).Concat(Enumerable.Repeat("Yes", 6)).Concat(Enumerable.Repeat("YES", 4));
        var run = await host.TrainCaseAsync(definition, $"x,ok\n{string.Concat(words.Select((word, row) => $"{row},{word}\n"))}", "cases");

        if (error is not null)
        {
            Assert.Equal(error, run.Outcome());
        }
        else
        {
            Assert.Contains("Of 'ok' 'yes' (20), 'Yes' (6), 'YES' (4) differ in case only and are taken for different words.", run.Warnings());
        }
    }

    [Fact]
    public async Task Case17_OneClass_IsNamed()
    {
        await using var host = await PipelineHost.StartAsync();
        const string Definition = """
            { "task": "binary", "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "ok" }], "candidates": [{ "trainer": "decision-tree" }], "metric": "accuracy" }
            """;
        var run = await host.TrainCaseAsync(Definition, "x,ok\n1,yes\n2,yes\n3,yes\n4,yes\n", "one");

        Assert.Equal("Target 'ok' has 1 class where binary takes 2: 'yes' (4).", run.Outcome());
    }

    [Theory]
    [InlineData("binary", "probabilities", "$.targets[0].name")]
    [InlineData("binary", "scores", "$.targets[0].name")]
    [InlineData("regression", "model_version", "$.targets[0].name")]
    [InlineData("regression", "fallback", "$.targets[0].name")]
    public async Task Case18_ATargetThatAnswersHaveAMemberFor_IsRefused(string task, string name, string path)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = JsonNode.Parse($$"""
            { "name": "named", "task": "{{task}}", "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "{{name}}" }], "candidates": [{ "trainer": "decision-tree" }],
              "metric": "{{(task == "binary" ? "accuracy" : "r2")}}" }
            """)!.AsObject();

        var (status, body) = await host.PutAsync("pipelines/named", definition);

        Assert.Equal(422, status);
        var error = Assert.Single(body.GetProperty("errors").EnumerateArray());
        Assert.Equal(path, error.GetProperty("field").GetString());
        Assert.Contains("expected another name", error.GetProperty("fault").GetString(), StringComparison.Ordinal);

        definition["targets"]![0]!["as"] = "answer";
        Assert.Equal(200, (await host.PutAsync("pipelines/named", definition)).Status);
    }

    [Fact]
    public async Task Case19_AMissingValue_SaysHowRowsMayLeaveItOut()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var run = await host.TrainAsync("orders_placed,product_code,hours_to_dispatch\n,SKU001,1\n,SKU001,2\n");

        Assert.Contains("\"optional\": true", run.Outcome(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case19_AnAreaUnderAHalf_AndLessThanTheNaiveModel_AreWarnedOf()
    {
        await using var host = await PipelineHost.StartAsync();

        // The sign of x turns around in the last fifth.
        var random = new RandomStream(6);
        var csv = new StringBuilder("x,ok\n");
        for (var row = 0; row < 500; row++)
        {
            var x = random.NextDouble() - 0.5;
            csv.Append(CultureInfo.InvariantCulture, $"{x:F4},{(x > 0 == row < 400 ? "yes" : "no")}\n");
        }

        const string Definition = """
            { "task": "binary", "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "ok" }], "split": { "strategy": "sequential" },
              "candidates": [{ "trainer": "logistic-regression" }], "metric": "accuracy", "gates": { "naive": "ignore" } }
            """;
        var run = await host.TrainCaseAsync(Definition, csv.ToString(), "turned");

        Assert.Equal("deployed", run.Outcome());
        Assert.Contains(run.Warnings(), warning => warning.StartsWith("auc is", StringComparison.Ordinal) && warning.EndsWith("under 0.5, which guessing reaches", StringComparison.Ordinal));
        Assert.Contains(run.Warnings(), warning => warning.StartsWith("not better than the naive model", StringComparison.Ordinal));
    }
}
