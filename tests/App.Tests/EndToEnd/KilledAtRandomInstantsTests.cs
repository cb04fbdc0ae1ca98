using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>
/// SIGKILL at instants that a seed chooses, a few activities and some milliseconds into each life of the process, until fifty have been
/// survived: every run ends with the model of a run that nobody disturbed, and no activity is done again whose result was kept.
/// </summary>
public sealed class KilledAtRandomInstantsTests
{
    private const int Kills = 50;
    private const int MostActivities = 3;

    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(80);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "6")]
    public async Task ARunThatIsKilledAgainAndAgain_EndsAsIfNothingHadHappened_AndRepeatsNothingThatWasKept()
    {
        var (undisturbed, counted, _) = await RunAsync(new Random(0), kills: 0);
        Assert.Equal(counted.Activities.Values.Sum(), counted.Begun);

        // Two runs side by side, each in a process of its own: a process that starts uses one core for most of the time.
        var survived = await Task.WhenAll(SurviveAsync(seed: 20_241), SurviveAsync(seed: 20_242));
        Assert.Equal(Kills, survived.Sum());

        async Task<int> SurviveAsync(int seed)
        {
            var random = new Random(seed);
            var kills = 0;
            var (begun, activities) = (0, 0);
            while (kills < Kills / 2)
            {
                var (disturbed, log, killed) = await RunAsync(random, (Kills / 2) - kills);
                Assert.Equal(undisturbed, disturbed);
                Assert.Equal(counted.Activities, log.Activities);
                Assert.InRange(log.Begun, counted.Begun, counted.Begun + log.UnderWayAtKills);
                kills += killed;
                begun += log.Begun;
                activities += counted.Begun;
            }

            Assert.True(begun > activities, "No kill came while an activity was under way.");
            return kills;
        }
    }

    /// <summary>Runs the pipeline once, in as many lives of the process as it takes.</summary>
    /// <param name="random">Chooses the instants.</param>
    /// <param name="kills">How often it is killed at most.</param>
    private static async Task<(Outcome Outcome, ActivityLog Log, int Kills)> RunAsync(Random random, int kills)
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        try
        {
            Prepare(state.FullName);
            var log = new ActivityLog();
            for (var killed = 0; ; killed++)
            {
                await using var app = AppProcess.Launch(state.FullName, ActivityLog.Settings, "--no-samples");
                if (killed < kills && await KillAsync(app, log, random))
                {
                    log.Read(app.Lines);
                    continue;
                }

                var outcome = await EndedAsync(app);
                log.Read(app.Lines);
                return (outcome, log, killed);
            }
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    /// <summary>Kills a life at a random instant; a run that ends before that is let go to its end.</summary>
    private static async Task<bool> KillAsync(AppProcess app, ActivityLog log, Random random)
    {
        var activities = random.Next(MostActivities + 1);
        var wait = MostTime * random.NextDouble();
        await app.PrintsAsync(lines =>
            lines.Any(line => line.Contains("Durable state opened", StringComparison.Ordinal))
            && (log.IsAtItsEnd || lines.Any(ActivityLog.IsOfLast) || lines.Count(ActivityLog.IsKept) >= activities));

        // The instant itself is what is tried, so here time is waited for and nothing else.
        await Task.Delay(wait, Cancelled);
        if (app.Lines.Any(line => ActivityLog.IsKept(line) && ActivityLog.IsOfLast(line)))
        {
            return false;
        }

        await app.KillAsync();
        return true;
    }

    private static void Prepare(string state)
    {
        var definition = JsonNode.Parse(PipelineHost.Definition)!.AsObject();
        definition["folds"] = 5;
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
