using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Events;

/// <summary>Pushes of scores that nobody can read yet, because a real Redis is away.</summary>
public sealed class WebhookOutageTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "76")]
    public async Task ABatchThatIsScoredWhileRedisIsAway_IsPushedWithItsScores_OnceTheyCanBeRead()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Redis"] = server.ConnectionString });
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        await using var receiver = await WebhookReceiver.StartAsync();
        await host.PutAsync("webhooks/dispatch/receiver", new JsonObject { ["url"] = receiver.Url, ["events"] = new JsonArray("scores-ready") });

        await server.StopAsync();
        var batchId = await host.AcceptedAsync(Batches.Body());
        await Eventually.TrueAsync(async () => await DeliveryAsync(host) is { } one && one.TryGetProperty("lastFault", out var fault) && fault.GetString() == "the scores cannot be read at this moment", "a try in vain");
        await server.StartAsync();

        var push = await Eventually.GetAsync(() => Task.FromResult(receiver.Received.Count > 0 ? receiver.Received[0] : null), "the push");
        var polled = await host.Client.GetStringAsync(new Uri($"/api/predictions/dispatch/{batchId}", UriKind.Relative), Cancelled);
        Assert.Equal(polled, push.Json.GetProperty("data").GetProperty("batch").GetRawText());
    }

    private static async Task<JsonElement?> DeliveryAsync(PipelineHost host) =>
        (await host.GetAsync("webhooks/dispatch/receiver/deliveries")).EnumerateArray().Select(delivery => (JsonElement?)delivery).FirstOrDefault();
}
