using System.Globalization;
using System.Text;
using System.Text.Json;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 3: numbers that single precision cannot tell apart are told apart, online as in files.</summary>
public sealed class Case03PrecisionTests
{
    [Theory]
    [InlineData("day", 20240101, 1)]
    [InlineData("epoch", 1_706_000_000, 3)]
    [InlineData("close", 1_000.000_01, 0.000_01)]
    public async Task ATreeAnswersEachNumberAsItWasTrained(string name, double first, double step)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = $$"""
            {
              "task": "regression", "features": [{ "name": "{{name}}", "type": "number" }], "targets": [{ "name": "y" }],
              "split": { "strategy": "random", "ratio": 0.9 }, "folds": 2,
              "candidates": [{ "trainer": "decision-tree" }], "metric": "r2", "gates": { "naive": "ignore" }
            }
            """;
        string[] numbers = [.. Enumerable.Range(0, 28).Select(row => ((decimal)first + (row * (decimal)step)).ToString(CultureInfo.InvariantCulture))];
        var csv = new StringBuilder($"{name},y\n");

        // Each number three times, so that each trains.
        for (var row = 0; row < 84; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{numbers[row % 28]},{10 * (row % 28)}\n");
        }

        var run = await host.TrainCaseAsync(definition, csv.ToString(), "precise");
        Assert.Equal("deployed", run.Outcome());

        var (status, answers) = await host.PostAsync("predict/precise", $"[{string.Join(',', numbers.Select(number => $$"""{"{{name}}":{{number}}}"""))}]");
        Assert.Equal(200, status);
        var online = answers.EnumerateArray().Select(answer => answer.GetProperty("y").GetDouble()).ToArray();
        Assert.Equal(Enumerable.Range(0, 28).Select(row => 10.0 * row), online);

        // One number a file, so that nothing else in it tells how close they are.
        foreach (var row in new[] { 2, 3, 4 })
        {
            using var content = new StringContent($"{name}\n{numbers[row]}\n", Encoding.UTF8, "text/csv");
            using var accepted = await host.Client.PostAsync(new Uri("/api/predict/precise/file", UriKind.Relative), content, TestContext.Current.CancellationToken);
            var id = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("jobId").GetString();
            await Eventually.TrueAsync(async () => (await host.GetAsync($"predict/precise/batch/{id}")).GetProperty("status").GetString() == "completed", "the scores");
            var scores = await host.Client.GetStringAsync(new Uri($"/api/predict/precise/batch/{id}/result", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(online[row], double.Parse(scores.Split('\n')[1].Split(',')[1], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void NumbersThatNoOffsetTellsApart_AreReported()
    {
        var table = new SourceTable([new PreciseColumn("id", [1, 1e12, 1e12 + 1])]);
        var definition = Case02FoldsTests.Definition(new SplitDefinition(), inputs: ["id"]);

        var warning = Assert.Single(MergedNumbers.Warnings(definition, table));
        Assert.StartsWith("'id' has numbers that differ but are the same in single precision", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void ASavedPreparationWithoutOffsets_IsReadAndPreparesAsBefore()
    {
        var fit = FeaturePreparation.Fit([new FeatureDefinition { Name = "x", Type = FeatureType.Number }], [], new SourceTable([new NumberColumn("x", [1, 2, 3])]));
        var json = Encoding.UTF8.GetString(PreparationFormat.Write(fit.Preparation));

        Assert.DoesNotContain("offset", json, StringComparison.Ordinal);
        var read = PreparationFormat.Read(Encoding.UTF8.GetBytes(json));
        Assert.Equal([0.1f, 2.5f], read.Prepare(new SourceTable([new NumberColumn("x", [0.1f, 2.5f])])).Column(0).ToArray());
    }
}
