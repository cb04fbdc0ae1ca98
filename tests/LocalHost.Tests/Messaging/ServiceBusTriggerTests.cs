using System.Net;
using System.Net.Http.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Messaging;

public sealed class ServiceBusTriggerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed record Order(string Product, int Count);

    public sealed class Sent
    {
        [HttpResult]
        public required IResult Response { get; init; }

        [ServiceBusOutput("orders")]
        public required Order[] Orders { get; init; }
    }

    public sealed class BusFunctions(Journal journal)
    {
        [Function("Send")]
        public static Sent Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "send")] HttpRequest request) =>
            new() { Response = Results.Accepted(), Orders = [new("tea", 1), new("milk", 2)] };

        [Function("Orders")]
        [ServiceBusOutput("news", ServiceBusEntityType.Topic)]
        public string Orders([ServiceBusTrigger("orders")] Order order) => $"{order.Count} of {order.Product}";

        [Function("First")]
        public void First([ServiceBusTrigger("news", "first")] string news) => journal.Add($"first: {news}");

        [Function("Second")]
        public void Second([ServiceBusTrigger("news", "second")] ServiceBusReceivedMessage news, string messageId, int deliveryCount) =>
            journal.Add($"second: {news.Body} {messageId == news.MessageId} {deliveryCount}");

        [Function("Fails")]
        public void Fails([ServiceBusTrigger("bad")] string text, int deliveryCount)
        {
            journal.Add($"{text} {deliveryCount}");
            if (text == "bad")
            {
                throw new InvalidOperationException("bad");
            }
        }

        [Function("Batch")]
        public void Batch([ServiceBusTrigger("%BATCHES%", IsBatched = true)] string[] texts) => journal.Add(string.Join('+', texts));

        [Function("Prices")]
        public void Prices([ServiceBusTrigger("priced")] string order, [BlobInput("prices/{product}")] string price, string product, int count) =>
            journal.Add($"{count} {product} at {price}");

        [Function("Settles")]
        public static Task Settles([ServiceBusTrigger("settles", AutoCompleteMessages = false)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions) =>
            message.Body.ToString() == "complete" ? actions.CompleteMessageAsync(message, Cancellation)
            : actions.DeadLetterMessageAsync(message, deadLetterReason: "unknown", cancellationToken: Cancellation);
    }

    private static Task<FunctionsTestHost> StartAsync(Journal journal) => TestFunctions.StartAsync<BusFunctions>(
        options => options.Settings["BATCHES"] = "batches",
        builder => builder.Services.AddSingleton(journal));

    [Fact]
    public async Task Messages_flow_from_outputs_over_queues_to_every_subscription_of_a_topic()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);

        await host.Client.PostAsync("/api/send", content: null, Cancellation);

        await Eventually.Holds(() => journal.Entries.Count == 4);
        Assert.Equal(
            ["first: 1 of tea", "first: 2 of milk", "second: 1 of tea True 1", "second: 2 of milk True 1"],
            journal.Entries.Order(StringComparer.Ordinal));
        await Eventually.Holds(() => host.CountMessages("orders") == 0);
    }

    [Fact]
    public async Task A_function_that_throws_is_given_the_message_ten_times_before_it_is_dead_lettered()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);

        await host.SendMessageAsync("bad", "bad");
        await host.SendMessageAsync("bad", "good");

        await Eventually.Holds(() => host.CountDeadLetters("bad") == 1);
        await Eventually.Holds(() => journal.Entries.Contains("good 1"));
        Assert.Equal(Enumerable.Range(1, 10).Select(delivery => $"bad {delivery}"), journal.Entries.Where(entry => entry.StartsWith("bad", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_of_a_wrong_type_is_dead_lettered_with_the_reason_and_the_host_goes_on()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);

        await host.SendMessageAsync("orders", "{not JSON");

        await Eventually.Holds(() => host.CountDeadLetters("orders") == 1);
        var letters = await host.Client.GetStringAsync("/admin/servicebus/deadletters?entity=orders", Cancellation);
        Assert.Contains("\"reason\":\"MaxDeliveryCountExceeded\"", letters, StringComparison.Ordinal);
        Assert.Contains("after 10 delivery attempts", letters, StringComparison.Ordinal);
        await host.SendMessageAsync("orders", """{"product":"tea","count":1}""");
        await Eventually.Holds(() => journal.Entries.Contains("first: 1 of tea"));
    }

    [Fact]
    public async Task A_function_started_by_hand_is_given_its_input_however_it_is_sent()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);
        using var whole = new StringContent("""{"input":"whole"}""");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/First") { Content = new StringContent("""{"input":"chunked"}""") };
        chunked.Headers.TransferEncodingChunked = true;

        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.PostAsync("/admin/functions/First", whole, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.SendAsync(chunked, Cancellation)).StatusCode);

        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal(["first: chunked", "first: whole"], journal.Entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Dead_letters_are_seen_and_sent_back_over_the_admin_endpoints()
    {
        await using var host = await StartAsync(new Journal());
        await host.SendMessageAsync("settles", "puzzle");
        await Eventually.Holds(() => host.CountDeadLetters("settles") == 1);

        var letters = await host.Client.GetStringAsync("/admin/servicebus/deadletters?entity=settles", Cancellation);
        var answer = await host.Client.PostAsJsonAsync("/admin/servicebus/deadletters/resubmit?entity=settles", new { }, Cancellation);

        Assert.Contains("\"reason\":\"unknown\"", letters, StringComparison.Ordinal);
        Assert.Equal("""{"resubmitted":1}""", await answer.Content.ReadAsStringAsync(Cancellation));
        await Eventually.Holds(() => host.CountDeadLetters("settles") == 1);
    }

    [Fact]
    public async Task Dead_letters_are_seen_in_a_test_and_stay_where_they_are()
    {
        await using var host = await StartAsync(new Journal());
        await host.SendMessageAsync("settles", "puzzle");
        await Eventually.Holds(() => host.CountDeadLetters("settles") == 1);

        var dead = Assert.Single(host.PeekDeadLetters("settles"));

        Assert.Equal(("puzzle", "unknown", "settles"), (dead.Body.ToString(), dead.DeadLetterReason, dead.DeadLetterSource));
        Assert.Equal(1, host.CountDeadLetters("settles"));
    }

    [Fact]
    public async Task The_values_of_a_JSON_message_are_binding_data()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);
        await host.UploadBlobAsync("prices/tea", "3.50");

        await host.SendMessageAsync("priced", """{"product":"tea","count":2,"notes":{"product":"milk"}}""");

        await Eventually.Holds(() => journal.Entries.Count == 1);
        Assert.Equal(["2 tea at 3.50"], journal.Entries);
    }

    [Fact]
    public async Task A_batch_is_given_at_once()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);
        var sender = host.Services.GetRequiredService<ServiceBusClient>().CreateSender("batches");

        await sender.SendMessagesAsync([new("a"), new("b"), new("c")], Cancellation);

        await Eventually.Holds(() => journal.Entries.Count == 1);
        Assert.Equal(["a+b+c"], journal.Entries);
    }

    [Fact]
    public async Task A_function_can_settle_its_messages_itself()
    {
        await using var host = await StartAsync(new Journal());

        await host.SendMessageAsync("settles", "complete");
        await host.SendMessageAsync("settles", "puzzle");

        await Eventually.Holds(() => host.CountMessages("settles") == 0);
        await Eventually.Holds(() => host.CountDeadLetters("settles") == 1);
    }

    [Fact]
    public async Task A_message_that_was_acknowledged_survives_a_crash()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);
        var sender = host.Services.GetRequiredService<ServiceBusClient>().CreateSender("news");
        await sender.ScheduleMessageAsync(new ServiceBusMessage("kept"), TimeProvider.System.GetUtcNow().AddSeconds(1), Cancellation);

        await host.CrashAsync();
        await host.RestartAsync();

        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal(["first: kept", "second: kept True 1"], journal.Entries.Order(StringComparer.Ordinal));
    }
}
