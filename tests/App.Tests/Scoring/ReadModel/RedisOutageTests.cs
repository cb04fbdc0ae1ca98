using System.Collections.Concurrent;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Scoring;

/// <summary>A real Redis that is killed and emptied while batches come.</summary>
[Trait("Acceptance", "4")]
public sealed class RedisOutageTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const int DuringTheOutage = 150;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RedisStoppedUnderLoad_NoBatchIsLost_QueriesAre503_ThenAllAppear_AlsoAfterItWasEmptied()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Redis"] = server.ConnectionString });
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        var accepted = new ConcurrentQueue<string>();
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(client => SendAsync(host, accepted, client, enough.Token)).ToArray();
        await Eventually.TrueAsync(() => accepted.Count > 50, "batches to be accepted");

        await server.StopAsync();
        var stoppedAt = accepted.Count;
        await Eventually.TrueAsync(() => accepted.Count > stoppedAt + DuringTheOutage, "batches to be accepted while Redis is away");
        using var page = await host.Client.GetAsync(new Uri("/api/predictions/dispatch", UriKind.Relative), Cancelled);
        using var one = await host.Client.GetAsync(new Uri($"/api/predictions/dispatch/{accepted.First()}", UriKind.Relative), Cancelled);
        Assert.Equal([503, 503], new[] { (int)page.StatusCode, (int)one.StatusCode });
        Assert.Equal(["1", "1"], page.Headers.GetValues("Retry-After").Concat(one.Headers.GetValues("Retry-After")));

        await server.StartAsync();
        var backAt = accepted.Count;
        await Eventually.TrueAsync(() => accepted.Count > backAt + 50, "batches to be accepted after the outage");
        await enough.CancelAsync();
        await Task.WhenAll(clients);

        await AllAreShownAsync(host, accepted);
        Assert.Equal(accepted.Count, host.ScoreLines().Count);

        await server.FlushAsync();
        await AllAreShownAsync(host, accepted);

        await server.FlushAsync();
        using var rebuilt = await host.Client.PostAsync(new Uri("/admin/functions/RebuildReadModel", UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancelled);
        Assert.True(rebuilt.IsSuccessStatusCode);
        await AllAreShownAsync(host, accepted);
        Assert.Equal(accepted.Count, host.ScoreLines().Count);
    }

    private static async Task SendAsync(PipelineHost host, ConcurrentQueue<string> accepted, int client, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            accepted.Enqueue(await host.AcceptedAsync(Batches.Body(rows: 3, first: (client * 1000) + i)));
        }
    }

    private static Task AllAreShownAsync(PipelineHost host, ConcurrentQueue<string> accepted) => Eventually.TrueAsync(
        async () =>
        {
            var shown = new HashSet<string>(StringComparer.Ordinal);
            string? after = null;
            do
            {
                using var answer = await host.Client.GetAsync(new Uri($"/api/predictions/dispatch?limit=200{(after is null ? "" : $"&after={after}")}", UriKind.Relative), Cancelled);
                if (!answer.IsSuccessStatusCode)
                {
                    Assert.Equal(503, (int)answer.StatusCode);
                    return false;
                }

                var page = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement;
                shown.UnionWith(page.GetProperty("batches").EnumerateArray().Where(batch => batch.GetProperty("status").GetString() == "scored").Select(batch => batch.GetProperty("batchId").GetString()!));
                after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            }
            while (after is not null);
            return shown.Count == accepted.Count && shown.SetEquals(accepted);
        },
        "all batches to be shown");
}
