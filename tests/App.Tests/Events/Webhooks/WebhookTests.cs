using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.OpenApi;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Events;

/// <summary>Events pushed to a receiver: registered over HTTP, signed, with the scores themselves.</summary>
public sealed class WebhookTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PipelineHost Host => trained.Host;

    [Fact]
    [Trait("Acceptance", "62")]
    [Trait("Acceptance", "65")]
    [Trait("Acceptance", "76")]
    public async Task ABatch_IsPushedSigned_WithTheScoresThatArePolledAndAnsweredAtOnce()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (status, made) = await PutAsync("scores", receiver.Url, "scores-ready");

        var batchId = await Host.AcceptedAsync("""{"subjects":["a","b"],"features":[[41.5,"SKU003"],[7,"SKU001"]]}""");
        var push = await ReceivedAsync(receiver, push => push.Json.GetProperty("data").GetProperty("subject").GetString() == batchId);

        var polled = await Host.Client.GetStringAsync(new Uri($"/api/predictions/dispatch/{batchId}", UriKind.Relative), Cancelled);
        var (_, answered) = await Host.PostAsync("predict/dispatch", """{"features":[[41.5,"SKU003"],[7,"SKU001"]]}""");
        var data = push.Json.GetProperty("data");
        Assert.Equal(201, status);
        Assert.True(push.IsSignedWith(made.GetProperty("secret").GetString()!));
        Assert.Equal("scores-ready", push.Json.GetProperty("type").GetString());
        Assert.Equal(polled, data.GetProperty("batch").GetRawText());
        Assert.Equal(answered.GetProperty("predictions").GetRawText(), data.GetProperty("batch").GetProperty("predictions").GetRawText());
        Assert.Equal(polled, await Host.Client.GetStringAsync(new Uri(data.GetProperty("url").GetString()!), Cancelled));
        Assert.Equal("application/json", push.Headers["Content-Type"]);
        await AssertAsDescribedAsync(push);
    }

    [Fact]
    [Trait("Acceptance", "62")]
    public async Task AScoredDataset_IsPushedAsTheAddressOfItsScores()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await PutAsync("jobs", receiver.Url, "scores-ready");

        var (_, job) = await Host.PostAsync("predict/dispatch/batch", """{"dataset":"week-1.csv"}""");
        var push = await ReceivedAsync(receiver, push => push.Json.GetProperty("data").GetProperty("subject").GetString() == job.GetProperty("jobId").GetString());

        var scores = await Host.Client.GetStringAsync(new Uri(push.Json.GetProperty("data").GetProperty("url").GetString()!), Cancelled);
        Assert.StartsWith("row,est_hours_to_dispatch,model_version", scores, StringComparison.Ordinal);
        Assert.False(push.Json.GetProperty("data").TryGetProperty("batch", out _));
    }

    [Fact]
    public async Task ABatchThatIsTooLargeToPush_IsPushedAsItsAddress()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await PutAsync("large", receiver.Url, "scores-ready");

        var batchId = await Host.AcceptedAsync(Batches.Body(rows: 5000));
        var push = await ReceivedAsync(receiver, push => push.Json.GetProperty("data").GetProperty("subject").GetString() == batchId);

        var view = await Host.Client.GetStringAsync(new Uri(push.Json.GetProperty("data").GetProperty("url").GetString()!), Cancelled);
        Assert.True(view.Length > 256 * 1024, "The batch must be larger than is pushed.");
        Assert.False(push.Json.GetProperty("data").TryGetProperty("batch", out _));
    }

    [Fact]
    [Trait("Acceptance", "76")]
    public async Task AnEventThatComesTwice_IsPushedOnce_ToThoseAloneThatWantIt()
    {
        await using var wanting = await WebhookReceiver.StartAsync();
        await using var other = await WebhookReceiver.StartAsync();
        await PutAsync("wanting", wanting.Url, "run-failed");
        await PutAsync("other", other.Url, "drift-detected");

        await Host.Functions.SendMessageAsync("pipeline-events", WebhookEvents.Json("run-failed", "twice"));
        await Host.Functions.SendMessageAsync("pipeline-events", WebhookEvents.Json("run-failed", "twice"));
        await Host.Functions.SendMessageAsync("pipeline-events", WebhookEvents.Json("run-failed", "after"));
        await ReceivedAsync(wanting, push => push.Json.GetProperty("data").GetProperty("subject").GetString() == "after");
        await Host.Functions.IdleAsync(cancellationToken: Cancelled);

        Assert.Equal(["after", "twice"], wanting.Received.Select(push => push.Json.GetProperty("data").GetProperty("subject").GetString()).Order());
        Assert.Empty(other.Received);
        await AssertAsDescribedAsync(wanting.Received[0]);
    }

    [Fact]
    public async Task AReceiverThatNeverAnswers_DelaysNoOther()
    {
        using var released = new SemaphoreSlim(0);
        await using var silent = await WebhookReceiver.StartAsync((_, _) => released.WaitAsync(Cancelled));
        await using var receiver = await WebhookReceiver.StartAsync();
        await PutAsync("silent", silent.Url, "drift-detected");
        await PutAsync("prompt", receiver.Url, "drift-detected");

        for (var i = 0; i < 40; i++)
        {
            await Host.Functions.SendMessageAsync("pipeline-events", WebhookEvents.Json("drift-detected", $"drift-{i}"));
        }

        await Eventually.TrueAsync(() => receiver.Received.Count == 40, "all pushes to the receiver that answers");

        // Fewer than the sixteen activities that host.json lets an instance do at once.
        Assert.InRange(silent.Received.Count, 1, 2);
        Assert.DoesNotContain(await DeliveriesAsync("silent"), delivery => delivery.GetProperty("tries").GetInt32() > 0);
        Assert.Equal(204, await DeleteAsync("silent"));
        released.Release(1000);
    }

    [Fact]
    public async Task ASecret_IsShownOnceAndNeverAgain()
    {
        const string Own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var (status, made) = await PutAsync("secret", "http://127.0.0.1:9/", "run-failed");
        var secret = made.GetProperty("secret").GetString()!;
        Assert.Equal((201, 32), (status, Convert.FromBase64String(secret["whsec_".Length..]).Length));

        var (changed, again) = await PutAsync("secret", "http://127.0.0.1:9/", "run-failed");
        var (_, own) = await Host.PutAsync("webhooks/dispatch/secret", Body("http://127.0.0.1:9/", ["run-failed"], Own));
        string[] seen = [again.GetRawText(), own.GetRawText(), await TextAsync("webhooks/dispatch/secret"), await TextAsync("webhooks/dispatch"), await TextAsync("audit?pipeline=dispatch")];

        Assert.Equal(200, changed);
        Assert.All(seen, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.All(seen, text => Assert.DoesNotContain(Own, text, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Acceptance", "82")]
    public async Task EveryChangeOfAWebhook_IsAudited()
    {
        await PutAsync("audited", "http://127.0.0.1:9/a-path-that-may-be-secret", "run-failed", "scores-ready");
        Assert.Equal(204, await DeleteAsync("audited"));
        Assert.Equal(404, await DeleteAsync("audited"));
        Assert.Equal(404, await Host.GetStatusAsync("webhooks/dispatch/audited"));

        var audit = await Host.GetAsync("audit?pipeline=dispatch&limit=500");
        var entries = audit.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("subject").GetString() == "/api/webhooks/dispatch/audited").ToArray();
        Assert.Equal(["delete-webhook", "put-webhook"], entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.Equal("run-failed, scores-ready to 127.0.0.1:9", entries[1].GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("""{"events":["run-failed"]}""", "$.url", "is missing")]
    [InlineData("""{"url":"ftp://example.org","events":["run-failed"]}""", "$.url", "https://example.org/hooks")]
    [InlineData("""{"url":"/hooks","events":["run-failed"]}""", "$.url", "https://example.org/hooks")]
    [InlineData("""{"url":"http://a:b@127.0.0.1/","events":["run-failed"]}""", "$.url", "user name")]
    [InlineData("""{"url":"http://127.0.0.1/#there","events":["run-failed"]}""", "$.url", "fragment")]
    [InlineData("""{"url":"http://127.0.0.1/"}""", "$.events", "scores-ready")]
    [InlineData("""{"url":"http://127.0.0.1/","events":[]}""", "$.events", "scores-ready")]
    [InlineData("""{"url":"http://127.0.0.1/","events":["ScoresReady"]}""", "$.events[0]", "scores-ready")]
    [InlineData("""{"url":"http://127.0.0.1/","events":["run-failed"],"secret":"short"}""", "$.secret", "whsec_")]
    [InlineData("""{"url":"http://127.0.0.1/","events":["run-failed"],"secret":"whsec_c2hvcnQ="}""", "$.secret", "24 to 64 bytes")]
    [InlineData("""{"url":"http://127.0.0.1/","events":["run-failed"],"color":"red"}""", "$.color", "is unknown")]
    public async Task WhatIsNoWebhook_IsRefusedByField(string body, string field, string fault)
    {
        var (status, problem) = await Host.PutAsync("webhooks/dispatch/refused", JsonNode.Parse(body)!.AsObject());

        Assert.Equal(422, status);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray(), error => error.GetProperty("field").GetString() == field);
        Assert.Contains(fault, error.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, await Host.GetStatusAsync("webhooks/dispatch/refused"));
    }

    [Theory]
    [InlineData("webhooks/dispatch/Not_A_Name", 422)]
    [InlineData("webhooks/dispatch/longer-than-twenty-characters", 422)]
    [InlineData("webhooks/nobody/name", 404)]
    public async Task ANameThatCannotBe_IsRefused(string route, int expected) =>
        Assert.Equal(expected, (await Host.PutAsync(route, Body("http://127.0.0.1:9/", ["run-failed"]))).Status);

    private async Task AssertAsDescribedAsync(ReceivedPush push)
    {
        var document = await Host.GetAsync("openapi.json");
        var described = document.GetProperty("webhooks").GetProperty("event").GetProperty("post");

        Assert.Empty(new JsonSchemaCheck(document).Faults(described.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"), push.Json));
        Assert.All(described.GetProperty("parameters").EnumerateArray(), header => Assert.Contains(header.GetProperty("name").GetString()!, push.Headers.Keys));
    }

    private static JsonObject Body(string url, string[] events, string? secret = null)
    {
        var body = new JsonObject { ["url"] = url, ["events"] = new JsonArray([.. events.Select(name => (JsonNode)name)]) };
        if (secret is not null)
        {
            body["secret"] = secret;
        }

        return body;
    }

    private Task<(int Status, JsonElement Body)> PutAsync(string name, string url, params string[] events) => Host.PutAsync($"webhooks/dispatch/{name}", Body(url, events));

    private async Task<int> DeleteAsync(string name)
    {
        using var answer = await Host.Client.DeleteAsync(new Uri($"/api/webhooks/dispatch/{name}", UriKind.Relative), Cancelled);
        return (int)answer.StatusCode;
    }

    private async Task<JsonElement[]> DeliveriesAsync(string name) => [.. (await Host.GetAsync($"webhooks/dispatch/{name}/deliveries")).EnumerateArray()];

    private Task<string> TextAsync(string route) => Host.Client.GetStringAsync(new Uri($"/api/{route}", UriKind.Relative), Cancelled);

    private static Task<ReceivedPush> ReceivedAsync(WebhookReceiver receiver, Func<ReceivedPush, bool> wanted) =>
        Eventually.GetAsync(() => Task.FromResult(receiver.Received.FirstOrDefault(wanted)), "the push");
}
