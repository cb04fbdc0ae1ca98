using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>
/// SIGKILL at instants that a seed chooses, from the start of the process to the end of the run, until fifty have been survived: every run
/// ends with the model of a run that nobody disturbed, and nothing that was finished at a kill is done again.
/// </summary>
public sealed class KilledAtRandomInstantsTests
{
    private const int Kills = 50;
    private const int Candidates = 3;
    private const int Folds = 5;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "6")]
    public async Task ARunThatIsKilledAgainAndAgain_EndsAsIfNothingHadHappened_AndRepeatsNothingThatWasFinished()
    {
        var clock = Stopwatch.StartNew();
        var undisturbed = await RunAsync((_, _) => Task.FromResult(false));
        var span = clock.Elapsed;

        var random = new Random(20_241);
        var survived = 0;
        while (survived < Kills)
        {
            var disturbed = await RunAsync(async (app, state) =>
            {
                if (survived == Kills || IsDeployed(state))
                {
                    return false;
                }

                // The instant itself is what is tried, so here time is waited for and nothing else.
                await Task.Delay(span * random.NextDouble(), Cancelled);
                await app.KillAsync();
                survived++;
                return true;
            });
            Assert.Equal(undisturbed, disturbed);
        }
    }

    /// <summary>Runs the pipeline once, in as many lives of the process as it takes.</summary>
    /// <param name="killAsync">Kills a life, or says that it is to go on to the end.</param>
    private static async Task<Outcome> RunAsync(Func<AppProcess, string, Task<bool>> killAsync)
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        try
        {
            var finished = new Dictionary<string, DateTime>(StringComparer.Ordinal);
            Prepare(state.FullName);
            while (true)
            {
                await using var app = AppProcess.Launch(state.FullName, "--no-samples");
                var isKilled = await killAsync(app, state.FullName);
                var outcome = isKilled ? null : await EndedAsync(app);
                foreach (var (step, written) in Steps(state.FullName))
                {
                    Assert.True(finished.TryAdd(step, written) || finished[step] == written, $"{step} was finished at {finished[step]:O} and done again at {written:O}.");
                }

                if (outcome is not null)
                {
                    Assert.Equal((Candidates * Folds) + Candidates, finished.Keys.Count(step => step.StartsWith("steps", StringComparison.Ordinal)));
                    return outcome;
                }
            }
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static void Prepare(string state)
    {
        var definition = JsonNode.Parse(PipelineHost.Definition)!.AsObject();
        definition["folds"] = Folds;
        definition["candidates"] = JsonNode.Parse("""
            [
              { "trainer": "decision-tree", "grid": { "maxDepth": [6, 8, 10], "minSamplesLeaf": [4, 8] } },
              { "trainer": "gradient-boosting" },
              { "trainer": "linear-regression" }
            ]
            """);
        Write(Path.Combine(state, "blobs", "config", "dispatch", "pipeline.json"), definition.ToJsonString());
        Write(Path.Combine(state, "blobs", "raw", "dispatch", "week-1.csv"), Table.Csv(rows: 2000));
    }

    private static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    // What a step came to is written once it is finished; written again, it was done again.
    private static IEnumerable<(string Step, DateTime Written)> Steps(string state)
    {
        var blobs = Path.Combine(state, "blobs");
        return new[] { ("features", "columns.bin"), ("steps", "*.json"), ("steps", "*.zip") }
            .Where(step => Directory.Exists(Path.Combine(blobs, step.Item1)))
            .SelectMany(step => Directory.EnumerateFiles(Path.Combine(blobs, step.Item1), step.Item2, SearchOption.AllDirectories))
            .Select(path => (Path.GetRelativePath(blobs, path), File.GetLastWriteTimeUtc(path)));
    }

    private static bool IsDeployed(string state) => File.Exists(Path.Combine(state, "blobs", "models", "dispatch", "registry.json"));

    private static async Task<Outcome> EndedAsync(AppProcess app)
    {
        await app.AnswersAsync();
        JsonElement run = default;
        await Eventually.TrueAsync(
            async () =>
            {
                var runs = await app.Client.GetFromJsonAsync<JsonElement>("/api/pipelines/dispatch/runs", Cancelled);
                run = runs.EnumerateArray().FirstOrDefault();
                return runs.GetArrayLength() == 1 && run.GetProperty("status").GetString() is "completed" or "failed";
            },
            "the end of the run");

        var models = await app.Client.GetFromJsonAsync<JsonElement>("/api/models/dispatch", Cancelled);
        var model = await app.Client.GetFromJsonAsync<JsonElement>("/api/models/dispatch/1", Cancelled);
        return new Outcome(
            run.GetProperty("result").GetProperty("outcome").GetString(),
            models.GetProperty("versions").GetArrayLength(),
            models.GetProperty("champion").GetInt32(),
            model.GetProperty("trainer").GetString(),
            model.GetProperty("hashes").GetProperty("model.bin").GetString(),
            model.GetProperty("hashes").GetProperty("preparation.json").GetString());
    }

    private sealed record Outcome(string? Result, int Versions, int Champion, string? Trainer, string? ModelHash, string? PreparationHash);
}
