using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Events;
using MlFunctions.Local;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Events;

/// <summary>Deliveries to receivers that are not well: each is made at least once, later, or seen to have failed. The clock is the test's.</summary>
[Trait("Acceptance", "76")]
public sealed class DeliveryTests : IAsyncLifetime
{
    private const string Webhook = "/api/webhooks/dispatch/receiver";

    private readonly ManualClock _clock = new();
    private FunctionsTestHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private FunctionsTestHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await FunctionsTestHost.StartAsync<ConsoleReport>(options =>
        {
            options.Clock = _clock;
            options.Arguments.Add("--no-samples");

            // Hours go by in a moment here, which is not what the limit is for.
            options.Settings["AzureFunctionsJobHost:functionTimeout"] = "-1";

            // Nobody looks at the console, and what it does five times a second adds up over a day.
            options.ConfigureServices(services => services.Remove(services.Single(service => service.ImplementationType == typeof(ConsoleReport))));
        });
        using var definition = new StringContent(PipelineHost.Definition, Encoding.UTF8, "application/json");
        using var stored = await Host.Client.PutAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), definition, Cancelled);
        stored.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task AReceiverThatFailsTwice_HasItAtTheThirdTry_SignedAnewUnderTheSameId()
    {
        await using var receiver = await WebhookReceiver.StartAsync((count, http) => WebhookReceiver.Status(http, count <= 2 ? 500 : 204));
        var secret = await TellAsync(receiver.Url, "run-1");

        var waiting = await DeliveryAsync();
        await Host.AdvanceAsync(TimeSpan.FromSeconds(4), Cancelled);
        Assert.Single(receiver.Received);
        await Host.AdvanceAsync(TimeSpan.FromSeconds(1), Cancelled);
        Assert.Equal(2, receiver.Received.Count);
        await Host.AdvanceAsync(TimeSpan.FromSeconds(10), Cancelled);

        Assert.Equal(("pending", 1, 500), (Text(waiting, "status"), Number(waiting, "tries"), Number(waiting, "lastStatus")));
        Assert.Equal("2024-01-01T00:00:05", waiting.GetProperty("nextTry").GetString()![..19]);
        var delivery = await DeliveryAsync();
        Assert.Equal(("delivered", 3, 204), (Text(delivery, "status"), Number(delivery, "tries"), Number(delivery, "lastStatus")));
        Assert.Equal(["0", "5", "15"], receiver.Received.Select(push => $"{long.Parse(push.Timestamp) - 1704067200}"));
        Assert.Single(receiver.Received.Select(push => push.Id).Distinct());
        Assert.All(receiver.Received, push => Assert.True(push.IsSignedWith(secret)));
        Assert.Equal(Text(delivery, "messageId"), receiver.Received[0].Id);

        // Histories hold what happened, not where to or signed with what; and replayed they come to the same steps.
        var history = Host.ExportHistory($"hook_dispatch_receiver_{Text(delivery, "id")}");
        OrchestrationReplay.Run(history, DeliverEvent.RunAsync);
        Assert.DoesNotContain(secret, history.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Url, history.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReceiverThatSaysWhenToComeAgain_IsLeftAloneUntilThen()
    {
        await using var receiver = await WebhookReceiver.StartAsync((count, http) =>
        {
            http.Response.Headers.RetryAfter = "120";
            return WebhookReceiver.Status(http, count == 1 ? 503 : 200);
        });
        await TellAsync(receiver.Url, "run-1");

        await Host.AdvanceAsync(TimeSpan.FromSeconds(119), Cancelled);
        Assert.Single(receiver.Received);
        await Host.AdvanceAsync(TimeSpan.FromSeconds(1), Cancelled);

        Assert.Equal("delivered", Text(await DeliveryAsync(), "status"));
    }

    [Fact]
    public async Task AReceiverThatIsAwayForMinutes_HasItOnceItIsBack()
    {
        var port = LocalPort.Free();
        await TellAsync($"http://127.0.0.1:{port}/hooks/ml", "run-1");
        await Host.AdvanceAsync(TimeSpan.FromSeconds(40), Cancelled);
        var away = await DeliveryAsync();

        await using var receiver = await WebhookReceiver.StartAsync(port: port);
        await Host.AdvanceAsync(TimeSpan.FromSeconds(40), Cancelled);

        Assert.Equal(("pending", 4), (Text(away, "status"), Number(away, "tries")));
        Assert.Contains("refused", Text(away, "lastFault"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("delivered", 5), (Text(await DeliveryAsync(), "status"), Number(await DeliveryAsync(), "tries")));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task AReceiverThatIsAwayForADay_IsGivenUp_AndHasItWhenItIsSentAgain()
    {
        var port = LocalPort.Free();
        await TellAsync($"http://127.0.0.1:{port}/hooks/ml", "run-1");
        for (var hour = 0; hour < 26; hour++)
        {
            // All timers of an hour at once: the app's own, which are many, need not each be waited for.
            await _clock.AdvanceAsync(TimeSpan.FromHours(1));
            await Host.IdleAsync(cancellationToken: Cancelled);
        }

        var failed = await DeliveryAsync();
        Assert.Equal("failed", Text(failed, "status"));
        Assert.False(failed.TryGetProperty("nextTry", out _));
        Assert.InRange(Number(failed, "tries"), 20, 40);

        await using var receiver = await WebhookReceiver.StartAsync(port: port);
        var (status, again) = await RetryAsync(Text(failed, "id"));
        await Host.IdleAsync(cancellationToken: Cancelled);

        Assert.Equal((202, $"{Text(failed, "id")}~1"), (status, Text(again, "id")));
        var push = Assert.Single(receiver.Received);
        Assert.Equal(Text(failed, "messageId"), push.Id);
        Assert.Equal([("delivered", 1), ("failed", Number(failed, "tries"))], (await DeliveriesAsync("")).Select(delivery => (Text(delivery, "status"), Number(delivery, "tries"))));
    }

    [Fact]
    public async Task AReceiverThatIsGone_IsToldOfNothingMore()
    {
        await using var receiver = await WebhookReceiver.StartAsync((_, http) => WebhookReceiver.Status(http, 410));
        await TellAsync(receiver.Url, "run-1");
        await SendAsync("run-2");

        var delivery = await DeliveryAsync();
        Assert.Equal(("failed", 1, 410), (Text(delivery, "status"), Number(delivery, "tries"), Number(delivery, "lastStatus")));
        Assert.Single(receiver.Received);
        Assert.Contains("410", Text(await Host.Client.GetFromJsonAsync<JsonElement>(Webhook, Cancelled), "disabled"), StringComparison.Ordinal);
        Assert.Equal(409, (await RetryAsync(Text(delivery, "id"))).Status);

        await RegisterAsync(receiver.Url);
        await SendAsync("run-3");
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task AWebhookThatIsTakenAway_IsNotTriedAgain()
    {
        await using var receiver = await WebhookReceiver.StartAsync((_, http) => WebhookReceiver.Status(http, 500));
        await TellAsync(receiver.Url, "run-1");

        using var gone = await Host.Client.DeleteAsync(new Uri(Webhook, UriKind.Relative), Cancelled);
        await Host.AdvanceAsync(TimeSpan.FromSeconds(5), Cancelled);
        await RegisterAsync(receiver.Url);

        Assert.Single(receiver.Received);
        var delivery = await DeliveryAsync();
        Assert.Equal(("failed", 1), (Text(delivery, "status"), Number(delivery, "tries")));
        Assert.Equal("there is no webhook 'receiver' any more", Text(delivery, "lastFault"));
    }

    [Fact]
    public async Task AReceiverThatTakesTooLong_IsTriedAgain()
    {
        using var released = new SemaphoreSlim(0);
        await using var receiver = await WebhookReceiver.StartAsync((count, _) => count == 1 ? released.WaitAsync(Cancelled) : Task.CompletedTask);
        await RegisterAsync(receiver.Url);
        await Host.SendMessageAsync("pipeline-events", WebhookEvents.Json("run-failed", "run-1"));
        await Eventually.TrueAsync(() => receiver.Received.Count == 1, "the first try");

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Host.IdleAsync(cancellationToken: Cancelled);
        var late = await DeliveryAsync();
        await Host.AdvanceAsync(TimeSpan.FromSeconds(5), Cancelled);

        Assert.Equal("the receiver did not answer within 10 s", Text(late, "lastFault"));
        Assert.Equal(("delivered", 2), (Text(await DeliveryAsync(), "status"), Number(await DeliveryAsync(), "tries")));
        released.Release();
    }

    [Fact]
    public async Task ARedirect_IsNotFollowed()
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync((_, http) =>
        {
            http.Response.Redirect(elsewhere.Url, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await TellAsync(receiver.Url, "run-1");

        Assert.Equal("the receiver answered 307; redirects are not followed", Text(await DeliveryAsync(), "lastFault"));
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    [Trait("Acceptance", "6")]
    public async Task AnAppThatIsKilledBetweenTryAndAnswer_DeliversOnceItIsBack_UnderTheSameId()
    {
        using var released = new SemaphoreSlim(0);
        await using var receiver = await WebhookReceiver.StartAsync((count, _) => count == 1 ? released.WaitAsync(Cancelled) : Task.CompletedTask);
        await RegisterAsync(receiver.Url);
        await Host.SendMessageAsync("pipeline-events", WebhookEvents.Json("run-failed", "run-1"));
        await Eventually.TrueAsync(() => receiver.Received.Count == 1, "the try that nobody hears the answer of");

        await Host.CrashAsync();
        released.Release();
        await Host.RestartAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                // What the dead process had in hand is free again when its lease has run out.
                await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
                return (await DeliveriesAsync("")) is [var one] && Text(one, "status") == "delivered";
            },
            "the delivery");

        Assert.Equal(2, receiver.Received.Count);
        Assert.Equal(receiver.Received[0].Id, receiver.Received[1].Id);
    }

    [Fact]
    public async Task Deliveries_AreListedNewestFirst_APageAtATime()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await RegisterAsync(receiver.Url);
        for (var i = 1; i <= 3; i++)
        {
            await SendAsync($"run-{i}");
            await Host.AdvanceAsync(TimeSpan.FromSeconds(1), Cancelled);
        }

        var first = await DeliveriesAsync("?limit=2");
        var second = await DeliveriesAsync($"?limit=2&after={Text(first[1], "id")}");

        Assert.Equal(["run-3", "run-2"], first.Select(delivery => Text(delivery, "subject")));
        Assert.Equal(["run-1"], second.Select(delivery => Text(delivery, "subject")));
        Assert.Equal(JsonElement.Parse($"{first[0]}").GetRawText(), (await Host.Client.GetStringAsync(new Uri($"{Webhook}/deliveries/{Text(first[0], "id")}", UriKind.Relative), Cancelled)));
    }

    [Fact]
    public async Task ADelivery_IsForgottenOnceNobodyAsks()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await TellAsync(receiver.Url, "run-1");
        await Host.FireTimerAsync("PurgeDeliveries");
        Assert.Single(await DeliveriesAsync(""));

        await _clock.AdvanceAsync(TimeSpan.FromHours(25));
        await Host.FireTimerAsync("PurgeDeliveries");

        Assert.Empty(await DeliveriesAsync(""));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private async Task<string> RegisterAsync(string url)
    {
        using var answer = await Host.Client.PutAsJsonAsync(Webhook, new { url, events = new[] { "run-failed" } }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).TryGetProperty("secret", out var secret) ? secret.GetString()! : "";
    }

    private async Task SendAsync(string subject)
    {
        await Host.SendMessageAsync("pipeline-events", WebhookEvents.Json("run-failed", subject));
        await Host.IdleAsync(cancellationToken: Cancelled);
    }

    private async Task<string> TellAsync(string url, string subject)
    {
        var secret = await RegisterAsync(url);
        await SendAsync(subject);
        return secret;
    }

    private async Task<JsonElement[]> DeliveriesAsync(string query) => [.. (await Host.Client.GetFromJsonAsync<JsonElement>($"{Webhook}/deliveries{query}", Cancelled)).EnumerateArray()];

    private async Task<JsonElement> DeliveryAsync() => Assert.Single(await DeliveriesAsync(""));

    private async Task<(int Status, JsonElement Body)> RetryAsync(string id)
    {
        using var answer = await Host.Client.PostAsync(new Uri($"{Webhook}/deliveries/{id}/retry", UriKind.Relative), content: null, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }
}
