using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Extensions;

/// <summary>The package of samples/extension, loaded by the app: nothing of the app is changed for it.</summary>
public sealed class ExtensionTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "extension");

    private readonly string _news = Path.GetTempFileName();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Built with the tests, in the same configuration: …/bin/Release/net10.0.
    private static string Assembly
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Sample, "bin", output.Parent!.Name, output.Name, "MlFunctions.Samples.Extension.dll");
        }
    }

    public void Dispose() => File.Delete(_news);

    [Fact]
    [Trait("Acceptance", "39")]
    [Trait("Acceptance", "40")]
    public async Task APipelineThatNamesItsParts_IsTrainedDeployedAndPredicts_AlsoAfterARestart()
    {
        await using var host = await StartAsync();
        var run = await TrainAsync(host);

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var model = await host.GetAsync("models/tides/1");
        Assert.Equal("kernel-ridge", model.GetProperty("trainer").GetString());
        Assert.True(model.GetProperty("metrics").GetProperty("max-error").GetDouble() < 1);
        Assert.Contains(
            model.GetProperty("evaluation").GetProperty("checks").EnumerateArray(),
            gate => gate.GetProperty("name").GetString() == "no bias" && gate.GetProperty("passed").GetBoolean());

        // The formula that made the table: 3 + 1.4 cos(2π (hour − 5 moon) / 12.4) + 0.6 tanh(wind / 6), with a noise of 0.08.
        var level = 3 + (1.4 * Math.Cos(2 * Math.PI * (6.5 - 1.5) / 12.4)) + (0.6 * Math.Tanh(-4 / 6.0));
        Assert.Equal(level, await PredictAsync(host), 0.25);
        var before = await PredictAsync(host);
        await Eventually.TrueAsync(async () => (await File.ReadAllTextAsync(_news, Cancelled)).Contains("tides:1 serves", StringComparison.Ordinal), "the news of the model");

        await host.Functions.RestartAsync();
        Assert.Equal(before, await PredictAsync(host));
        Assert.Contains("squash", (await host.GetAsync("pipelines/tides")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("tides:1", (await host.GetAsync("models/tides/1/card")).GetProperty("model").GetString());
    }

    [Fact]
    public async Task TheSplitterOfThePackage_DividesAsItSays()
    {
        await using var host = await StartAsync();
        var run = await TrainAsync(host);

        var (_, split) = await host.PostAsync($"datasets/tides/{run.GetProperty("progress").GetProperty("batchId").GetString()}/split", "");

        Assert.Equal([4, 9, 14], split.GetProperty("holdout").EnumerateArray().Take(3).Select(row => row.GetInt32()));
    }

    [Fact]
    public async Task TheGateOfThePackage_Blocks()
    {
        await using var host = await StartAsync();
        var lines = (await File.ReadAllTextAsync(Path.Combine(Sample, "tides", "tides.csv"), Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // Every fifth row, which is held out, is a metre higher than the rows trained on.
        var lifted = string.Join('\n', lines.Select((line, i) => i == 0 || (i - 1) % 5 != 4 ? line : Lifted(line)));
        var run = await TrainAsync(host, lifted, definition => definition["gates"] = new JsonObject());

        Assert.Equal("rejected", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Contains("beyond a tenth of the standard deviation", run.GetProperty("result").GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutThePackage_ItsPartsAreFaultsOfTheDefinition()
    {
        await using var host = await PipelineHost.StartAsync();

        var (status, problem) = await host.PutAsync("pipelines/tides", await DefinitionAsync());

        Assert.Equal(422, status);
        Assert.Equal(
            ["$.preparation[0].transform", "$.split.strategy", "$.candidates[0].trainer", "$.metric"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
    }

    private static string Lifted(string line)
    {
        var cells = line.Split(',');
        return string.Join(',', [.. cells[..^1], (double.Parse(cells[^1]) + 1).ToString("0.000")]);
    }

    private static async Task<JsonObject> DefinitionAsync() => JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Sample, "tides", "pipeline.json"), Cancelled))!.AsObject();

    private static async Task<JsonElement> TrainAsync(PipelineHost host, string? csv = null, Action<JsonObject>? change = null)
    {
        var definition = await DefinitionAsync();
        change?.Invoke(definition);
        Assert.Equal(200, (await host.PutAsync("pipelines/tides", definition)).Status);
        return await host.TrainAsync(csv ?? await File.ReadAllTextAsync(Path.Combine(Sample, "tides", "tides.csv"), Cancelled), "tides.csv", "tides");
    }

    private static async Task<double> PredictAsync(PipelineHost host) =>
        (await host.PostAsync("predict/tides", """{"hour":6.5,"moon":0.3,"wind":-4}""")).Body.GetProperty("est_level").GetDouble();

    private Task<PipelineHost> StartAsync() => PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["PipelinesExtensions"] = Assembly, ["NewsFile"] = _news });
}
