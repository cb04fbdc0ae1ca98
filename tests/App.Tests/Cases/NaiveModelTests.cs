using System.Globalization;
using System.Text;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Every run has a naive model beside its winner, and a winner that is not better than it does not serve unless the definition says so.</summary>
public sealed class NaiveModelTests
{
    private const string Noise = """
        {
          "task": "TASK", "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "y" }],
          "candidates": [{ "trainer": "TRAINER" }], "metric": "METRIC"GATES
        }
        """;

    [Theory]
    [InlineData("regression", "decision-tree", "r2", "mean")]
    [InlineData("regression", "ridge", "mae", "mean")]
    [InlineData("binary", "decision-tree", "accuracy", "most frequent class")]
    [InlineData("binary", "logistic-regression", "auc", "most frequent class")]
    [InlineData("multiclass", "random-forest", "log-loss", "most frequent class")]
    public async Task AModelOfNoise_DoesNotServe_UnlessTheDefinitionIgnoresIt_AndThenWithAWarning(string task, string trainer, string metric, string answers)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = Noise.Replace("TASK", task, StringComparison.Ordinal).Replace("TRAINER", trainer, StringComparison.Ordinal).Replace("METRIC", metric, StringComparison.Ordinal);
        var csv = NoiseCsv(task);

        var run = await host.TrainCaseAsync(definition.Replace("GATES", "", StringComparison.Ordinal), csv, "noise");
        Assert.Equal("rejected", run.Outcome());
        Assert.Contains(run.GetProperty("result").GetProperty("reasons").EnumerateArray(), reason => reason.GetString()!.StartsWith("not better than the naive model", StringComparison.Ordinal));
        var naive = run.GetProperty("result").GetProperty("naive");
        Assert.Equal(answers, naive.GetProperty("answers").GetString());
        Assert.True(naive.GetProperty("metrics").TryGetProperty(metric, out _));
        Assert.Contains("(naive ", run.GetProperty("progress").GetProperty("stages").EnumerateArray().Single(stage => stage.GetProperty("stage").GetString() == "evaluation").GetProperty("detail").GetString(), StringComparison.Ordinal);

        run = await host.TrainCaseAsync(definition.Replace("GATES", """, "gates": { "naive": "ignore" }""", StringComparison.Ordinal), csv, "ignored");
        Assert.Equal("deployed", run.Outcome());
        Assert.Contains(run.Warnings(), warning => warning.StartsWith("not better than the naive model", StringComparison.Ordinal));
        var card = await host.GetAsync("models/ignored/1/card");
        Assert.Equal(answers, card.GetProperty("naive").GetProperty("answers").GetString());
        Assert.Contains(
            $"The naive model ({answers}) has {metric}",
            await host.Client.GetStringAsync(new Uri("/api/models/ignored/1/card?format=md", UriKind.Relative), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var evaluation = await host.GetAsync($"runs/{run.GetProperty("id").GetString()}/evaluation");
        Assert.False(evaluation.GetProperty("candidates")[0].GetProperty("evaluation").GetProperty("naive").GetProperty("isBeaten").GetBoolean());
    }

    [Fact]
    public async Task AForecastOfASeasonalSeries_IsComparedWithTheValueOneSeasonBefore()
    {
        await using var host = await PipelineHost.StartAsync();
        const string Definition = """{ "task": "forecast", "targets": [{ "name": "y" }], "candidates": [{ "trainer": "arima" }], "metric": "mae" }""";
        var csv = new StringBuilder("y\n");
        for (var step = 0; step < 120; step++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{100 + (40 * Math.Sin(Math.PI * step / 6)) + (step % 5 * 0.1):F3}\n");
        }

        var run = await host.TrainCaseAsync(Definition, csv.ToString(), "seasonal");

        Assert.Equal("value 12 steps before", run.GetProperty("result").GetProperty("naive").GetProperty("answers").GetString());
    }

    [Fact]
    public async Task AnUnknownRule_IsNamedByItsPath()
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = System.Text.Json.Nodes.JsonNode.Parse(PipelineHost.Definition)!.AsObject();
        definition["gates"]!["naive"] = "always";

        var (status, body) = await host.PutAsync("pipelines/dispatch", definition);

        Assert.Equal(422, status);
        var error = Assert.Single(body.GetProperty("errors").EnumerateArray());
        Assert.Equal("$.gates.naive", error.GetProperty("field").GetString());
        Assert.Contains("must-beat, ignore", error.GetProperty("fault").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(7)]
    [InlineData(4)]
    public void ASeason_IsFoundUnderATrendAndNoise(int length)
    {
        var random = new RandomStream(11);
        double[] series = [.. Enumerable.Range(0, 12 * length).Select(step => (0.3 * step) + (10 * Math.Cos(2 * Math.PI * step / length)) + random.NextDouble())];

        Assert.Equal(length, SeasonLength.Of(series));
    }

    [Fact]
    public void ARandomWalk_HasNoSeason()
    {
        var random = new RandomStream(12);
        var value = 0.0;
        double[] series = [.. Enumerable.Range(0, 300).Select(_ => value += random.NextDouble() - 0.5)];

        Assert.Null(SeasonLength.Of(series));
    }

    private static string NoiseCsv(string task)
    {
        var random = new RandomStream(8);
        var csv = new StringBuilder("x,y\n");
        for (var row = 0; row < 300; row++)
        {
            var y = task == "regression" ? random.NextDouble().ToString("F4", CultureInfo.InvariantCulture) : $"c{random.NextBelow(task == "binary" ? 2 : 3)}";
            csv.Append(CultureInfo.InvariantCulture, $"{random.NextDouble():F4},{y}\n");
        }

        return csv.ToString();
    }
}
