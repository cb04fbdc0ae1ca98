using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>
/// SIGKILLs at instants that a seed chooses, while batches, uploads, corrections, promotions and runs are asked for, among them lives
/// with a full disk and with a clock that was set an hour back or a week ahead: nothing that was acknowledged is lost, no change is in effect
/// without its event and its entry in the audit, and no message is dead-lettered without a line in the log.
/// </summary>
public sealed class KilledChangesTests
{
    // A part of them in every run of the tests; KILLS=100 for all.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("KILLS"), out var kills) ? kills : 30;
    private const int SideBySide = 2;
    private const int MostAcknowledged = 40;

    // With a full disk there may be little to acknowledge.
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasAcknowledgedInSoManyLives_IsThereInTheEnd()
    {
        var survived = await Task.WhenAll(Enumerable.Range(1, SideBySide).Select(seed => SurviveAsync(seed, Kills / SideBySide)));

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', survived.Select(acknowledged => acknowledged.ToString())));
        Assert.All(survived, acknowledged => Assert.True(acknowledged.IsEverythingTried, $"{acknowledged}"));
    }

    private static async Task<Acknowledged> SurviveAsync(int seed, int kills)
    {
        var random = new Random(seed);
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        using var disk = ScoresDisk.On(state.FullName);
        try
        {
            var acknowledged = new Acknowledged();
            await PrepareAsync(state.FullName, acknowledged);
            for (var life = 0; life < kills; life++)
            {
                var clock = JumpingClock.At(life % 10 == 3 ? TimeSpan.FromHours(-1) : life % 10 == 7 ? TimeSpan.FromDays(8) : TimeSpan.Zero);
                await using var app = AppProcess.Launch(state.FullName, Settings(clock), "--no-samples");
                await app.AnswersAsync();
                disk.SetFull(life % 10 == 5);
                using var over = new CancellationTokenSource();
                var clients = Enumerable.Range(0, 3).Select(client => new ChangingClient(app.Client, acknowledged, new Random(random.Next()), $"{life}-{client}").WorkAsync(over.Token)).ToArray();

                await acknowledged.MoreAsync(random.Next(MostAcknowledged), LongestLife);

                // The instant itself is what is tried, so here time is waited for and nothing else.
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(80)), Cancelled);
                await app.KillAsync();
                await over.CancelAsync();
                await Task.WhenAll(clients);
                acknowledged.Logged(app.Lines);
                disk.SetFull(false);
            }

            await using var last = AppProcess.Launch(state.FullName, Settings(JumpingClock.At(TimeSpan.Zero)), "--no-samples");
            await last.AnswersAsync();
            await acknowledged.CheckAsync(last);
            return acknowledged;
        }
        finally
        {
            disk.Dispose();
            state.Delete(recursive: true);
        }
    }

    // A week ahead, what came in today is older than the read model holds by default.
    private static Dictionary<string, string> Settings(IReadOnlyDictionary<string, string> clock) => new(clock, StringComparer.Ordinal)
    {
        ["ReadModel__TimeToLive"] = "365.00:00:00",
        ["AzureFunctionsJobHost__extensions__http__maxOutstandingRequests"] = "-1",
    };

    private static async Task PrepareAsync(string state, Acknowledged acknowledged)
    {
        await using var app = await AppProcess.StartAsync(state, "--no-samples");
        using (var definition = new StringContent(PipelineHost.Definition.Replace("\"champion\": \"must-equal\"", "\"champion\": \"ignore\"", StringComparison.Ordinal).Replace("\"fail\": { \"r2\": 0.9 }, ", "", StringComparison.Ordinal).Replace("[6, 8, 10]", "[6]", StringComparison.Ordinal).Replace("\"folds\": 5", "\"folds\": 2", StringComparison.Ordinal)))
        {
            using var stored = await app.Client.PutAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), definition, Cancelled);
            Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancelled));
        }

        foreach (var week in new[] { 1, 2 })
        {
            using var rows = new StringContent(Table.Csv(rows: 400, seed: (ulong)week));
            using var stored = await app.Client.PutAsync(new Uri($"/api/datasets/dispatch/week-{week}.csv", UriKind.Relative), rows, Cancelled);
            stored.EnsureSuccessStatusCode();
            acknowledged.Upload($"week-{week}.csv");
            await Eventually.TrueAsync(
                async () => (await app.Client.GetFromJsonAsync<JsonElement>("/api/models/dispatch", Cancelled)).GetProperty("versions").GetArrayLength() == week,
                $"version {week}");
        }
    }
}
