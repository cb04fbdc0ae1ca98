using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Cases;

/// <summary>Cases 4, 6 and 7: whatever a definition allows reaches every trainer as it takes it, and what cannot be used takes nothing else with it.</summary>
public sealed class Case04To07PreparationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ridge")]
    [InlineData("linear-regression")]
    [InlineData("elastic-net")]
    [InlineData("mlp")]
    [InlineData("decision-tree")]
    [InlineData("random-forest")]
    [InlineData("gradient-boosting")]
    public async Task Case06_AnOptionalCategoryOrDateThatIsLeftOut_IsAnswered_OnlineAndInFiles(string trainer)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = $$"""
            {
              "task": "regression",
              "features": [{ "name": "k", "type": "category", "optional": true }, { "name": "day", "type": "date", "optional": true }, { "name": "x", "type": "number", "optional": true }],
              "targets": [{ "name": "y" }], "candidates": [{ "trainer": "{{trainer}}" }], "metric": "r2", "gates": { "naive": "ignore" }
            }
            """;
        var run = await host.TrainCaseAsync(definition, Optional(withGaps: trainer != "ridge"), "optional");
        Assert.Equal("deployed", run.Outcome());

        foreach (var row in new[] { """{"x":3}""", """{"k":"a"}""", """{"day":"2024-01-05"}""", "{}", """{"k":null,"day":null,"x":null}""", """{"k":"never seen","x":1}""" })
        {
            var (status, answer) = await host.PostAsync("predict/optional", row);
            Assert.True(status == 200, $"{row}: {answer}");
            Assert.True(double.IsFinite(answer.GetProperty("y").GetDouble()));
        }

        using var content = new StringContent("k,day,x\na,2024-01-05,3\n,,3\nnever seen,,\nb,2024-01-07,4\n", Encoding.UTF8, "text/csv");
        using var scored = await host.Client.PostAsync(new Uri("/api/predict/optional/file", UriKind.Relative), content, Cancelled);
        var job = await scored.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.True(scored.IsSuccessStatusCode, job.ToString());
        JsonElement ended = default;
        await Eventually.TrueAsync(
            async () => (ended = await host.GetAsync($"predict/optional/batch/{job.GetProperty("jobId").GetString()}")).GetProperty("status").GetString() is "completed" or "failed",
            "the end of the job");
        Assert.Equal((4, 0), (ended.GetProperty("result").GetProperty("rows").GetInt32(), ended.GetProperty("result").GetProperty("badRows").GetInt32()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Case07_AWordOnlyInTheHoldout_IsALevelOfItsOwn(int seed)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = $$"""
            {
              "task": "regression", "features": [{ "name": "k", "type": "category" }, { "name": "x", "type": "number" }], "targets": [{ "name": "y" }],
              "split": { "strategy": "random", "seed": {{seed}} }, "folds": 2,
              "candidates": [{ "trainer": "decision-tree" }, { "trainer": "ridge" }, { "trainer": "linear-regression" }, { "trainer": "mlp" }], "metric": "mae", "gates": { "naive": "ignore" }
            }
            """;
        var run = await host.TrainCaseAsync(definition, "k,x,y\na,1,1\nb,2,2\nc,3,3\nd,4,4\ne,5,5\nf,6,6\ng,7,7\n", "unseen");

        Assert.Equal("deployed", run.Outcome());
        Assert.All(Enumerable.Range(0, 4), index => Assert.Equal("trained", run.Candidate(index).GetProperty("state").GetString()));
        Assert.DoesNotContain(run.Warnings(), warning => warning.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Case07_WhereUnknownWordsAreRejected_TheirRowsAreNotMeasuredOn_AndRequestsAreRefused()
    {
        await using var host = await PipelineHost.StartAsync();
        const string Definition = """
            {
              "task": "regression", "features": [{ "name": "k", "type": "category", "unknown": "reject" }, { "name": "x", "type": "number" }], "targets": [{ "name": "y" }],
              "split": { "strategy": "sequential", "ratio": 0.7 }, "folds": 2,
              "candidates": [{ "trainer": "decision-tree" }, { "trainer": "ridge" }], "metric": "mae", "gates": { "naive": "ignore" }
            }
            """;
        var csv = new StringBuilder("k,x,y\n");
        for (var row = 0; row < 40; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{(row == 35 ? "z" : row % 2 == 0 ? "a" : "b")},{row},{row * 2}\n");
        }

        var run = await host.TrainCaseAsync(Definition, csv.ToString(), "rejecting");

        Assert.Equal("deployed", run.Outcome());
        Assert.Contains(run.Warnings(), warning => warning.Contains("1 of 12 rows of the holdout are not measured on", StringComparison.Ordinal) && warning.Contains("row 8 ('z')", StringComparison.Ordinal));
        var (status, body) = await host.PostAsync("predict/rejecting", """{"k":"z","x":1}""");
        Assert.Equal(422, status);
        Assert.Contains("must be one of a, b, not 'z'", body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case07_ACandidateThatCannotBeJudged_IsLeftOut_AndTheOthersGoOn()
    {
        // Five folds are tested on, then the holdout.
        var tables = 0;
        var trainer = new PluggedTrainer { OnTable = _ => { if (Interlocked.Increment(ref tables) > 5) { throw new ArgumentException("This model is not for such rows."); } } };
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton(TrainerCatalog.BuiltIn.With(trainer)));
        await host.DefineAsync(definition => definition["candidates"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["trainer"] = trainer.Name }));

        var run = await host.TrainAsync(Table.Csv());

        Assert.Equal("deployed", run.Outcome());
        var warning = Assert.Single(run.Warnings(), warning => warning.Contains("left out", StringComparison.Ordinal));
        Assert.Contains("Candidate 2", warning, StringComparison.Ordinal);
        Assert.Contains("This model is not for such rows.", warning, StringComparison.Ordinal);
        Assert.Single(await host.EventsAsync("candidate-failed", 1));
    }

    [Fact]
    public async Task Case06_ACandidateThatFailsInTraining_IsWarnedOf_AndTheOthersGoOn()
    {
        var trainer = new PluggedTrainer { OnTable = _ => throw new ArgumentException("This model is not for any rows.") };
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton(TrainerCatalog.BuiltIn.With(trainer)));
        await host.DefineAsync(definition => definition["candidates"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["trainer"] = trainer.Name }));

        var run = await host.TrainAsync(Table.Csv());

        Assert.Equal("deployed", run.Outcome());
        var warning = Assert.Single(run.Warnings(), warning => warning.StartsWith("Candidate 2, plugged, failed and is left out: ", StringComparison.Ordinal));
        Assert.Contains("This model is not for any rows.", warning, StringComparison.Ordinal);
        var told = Assert.Single(await host.EventsAsync("candidate-failed", 1));
        Assert.Contains("This model is not for any rows.", told.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case04_ClustersAreFoundInScaledInputs()
    {
        // Two groups that differ in a small number, beside a large one that tells nothing.
        var random = new RandomStream(4);
        var csv = new StringBuilder("small,large\n");
        for (var row = 0; row < 200; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{(row % 2) + (0.1 * random.NextDouble()):F4},{1000 * random.NextDouble():F2}\n");
        }

        await using var host = await PipelineHost.StartAsync();
        const string Definition = """
            {
              "task": "clustering", "features": [{ "name": "small", "type": "number" }, { "name": "large", "type": "number" }],
              "candidates": [{ "trainer": "k-means", "grid": { "clusters": [2] } }], "metric": "silhouette"
            }
            """;
        var run = await host.TrainCaseAsync(Definition, csv.ToString(), "clusters");
        Assert.Equal("deployed", run.Outcome());

        var (_, answer) = await host.PostAsync("predict/clusters", """[{"small":0,"large":10},{"small":0.1,"large":990},{"small":1,"large":20},{"small":1.1,"large":980}]""");
        var found = answer.EnumerateArray().Select(row => row.GetProperty("cluster").GetInt32()).ToArray();
        Assert.Equal((found[0], found[2]), (found[1], found[3]));
        Assert.NotEqual(found[0], found[2]);
    }

    [Fact]
    public void ImputeWithoutColumns_FillsCategoriesToo()
    {
        var table = new SourceTable([new CategoryColumn("k", [0, 1, 1, CategoryColumn.Missing], ["a", "b"])]);
        var fit = FeaturePreparation.Fit(
            [new FeatureDefinition { Name = "k", Type = FeatureType.Category, Optional = true }], [new TransformDefinition("impute", [], [])], table);

        Assert.Equal([0f, 1f, 1f, 1f], fit.Training.Column(0).ToArray());
    }

    private static string Optional(bool withGaps)
    {
        var csv = new StringBuilder("k,day,x,y\n");
        for (var row = 0; row < 80; row++)
        {
            var gap = withGaps && row % 9 == 0;
            csv.Append(CultureInfo.InvariantCulture, $"{(gap ? "" : row % 2 == 0 ? "a" : "b")},{(gap ? "" : $"2024-01-{1 + (row % 28):00}")},{(gap ? "" : row % 7)},{(row % 2) + (row % 7)}\n");
        }

        return csv.ToString();
    }
}
