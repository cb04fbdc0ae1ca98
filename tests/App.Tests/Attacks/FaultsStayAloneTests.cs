using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Http;
using MlFunctions.Tests.Scoring;
using MlFunctions.Training;

namespace MlFunctions.Tests.Attacks;

/// <summary>One fault of each kind in a running pipeline takes only what it must, is told once, and everything else goes on.</summary>
public sealed class FaultsStayAloneTests
{
    private const string Row = """{"orders_placed":5,"product_code":"SKU002"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFullDiskUnderTheScores_LeavesPredictionsUploadsAndRunsAlone_AndIsToldOnce()
    {
        using var logged = new LoggedLines();
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(logged));
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        using var disk = SmallVolume.MountOn(Path.Combine(host.Functions.StateDirectory, "blobs", "scores"), kibibytes: 8);

        var batches = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            batches.Add(await host.AcceptedAsync(Batches.Body(rows: 200, first: i)));
            Assert.Equal(200, (await host.PostAsync("predict/dispatch", Row)).Status);
        }

        await Eventually.TrueAsync(() => Lines(logged, "could not be scored now").Count > 0, "the full disk to be told of");
        var run = await host.TrainAsync(Table.Csv(seed: 5), "week-2.csv");
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Equal(200, (await host.PostAsync("models/dispatch/1/promote", "{}")).Status);
        Assert.Equal("healthy", (await host.GetAsync("health")).GetProperty("status").GetString());
        Assert.Single(Lines(logged, "could not be scored now"));
        Assert.InRange(Lines(logged, "they are lost to it").Count, 0, 1);

        disk.Grow(kibibytes: 64 * 1024);
        foreach (var batch in batches)
        {
            Assert.Equal("scored", (await host.EndedAsync(batch)).GetProperty("status").GetString());
        }
    }

    [Fact(Skip = "Not reliable yet: a fold is sometimes given up before the other has been begun as often as the test waits for.")]
    public async Task ATrainerThatTakesTheProcessWithItAtEveryStart_FailsAsACandidate_AndTheOthersGoOn()
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        try
        {
            var definition = JsonNode.Parse(PipelineHost.Definition)!.AsObject();
            definition["folds"] = 2;

            // One that never ends stands for one that dies: what ends the process comes from outside.
            definition["candidates"] = JsonNode.Parse("""[{"trainer":"decision-tree"},{"trainer":"random-forest","grid":{"trees":100000}}]""");
            Write(state, "config/dispatch/pipeline.json", definition.ToJsonString());
            Write(state, "raw/dispatch/week-1.csv", Table.Csv(rows: 20_000));
            var begun = Path.Combine(state.FullName, "blobs", "runs", "dispatch");
            for (var death = 0; death < CrashGuard.MostDeaths; death++)
            {
                await using var app = AppProcess.Launch(state.FullName, "--no-samples");
                await Eventually.TrueAsync(() => Marks(begun, "candidate-1-*.json").Count > 0 && Marks(begun, "candidate-1-*.json").All(times => times > death), $"both folds to be begun for the {death + 1}th time");
                await app.KillAsync();
            }

            await using (var app = await AppProcess.StartAsync(state.FullName, "--no-samples"))
            {
                JsonElement run = default;
                await Eventually.TrueAsync(
                    async () =>
                    {
                        run = (await app.Client.GetFromJsonAsync<JsonElement>("/api/pipelines/dispatch/runs", Cancelled))[0];
                        return run.GetProperty("status").GetString() is "completed" or "failed";
                    },
                    "the end of the run");
                Assert.True(run.TryGetProperty("result", out var _), run.ToString());
                Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
                var candidates = run.GetProperty("progress").GetProperty("candidates");
                Assert.Equal("failed", candidates[1].GetProperty("state").GetString());
                Assert.Contains("each time the app ended during it", candidates[1].GetProperty("error").GetString(), StringComparison.Ordinal);
            }
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<string> Lines(LoggedLines logged, string text) => [.. logged.All.Where(line => line.Contains(text, StringComparison.Ordinal))];

    private static IReadOnlyList<int> Marks(string folder, string pattern) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("times").GetInt32())];

    private static void Write(DirectoryInfo state, string name, string content)
    {
        var path = Path.Combine(state.FullName, "blobs", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
