using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Messaging;
using MlFunctions.Emulator.State;
using MlFunctions.Emulator.Testing;

namespace MlFunctions.Emulator.Tests.Messaging;

public sealed class BrokerTests : IDisposable
{
    private const string Queue = "work";

    private readonly string directory = Directory.CreateTempSubdirectory().FullName;
    private readonly ManualClock clock = new();
    private readonly StateStore store;
    private readonly Broker broker;

    public BrokerTests()
    {
        store = StateStore.Open(directory, BrokerSchema.Schema);
        broker = CreateBroker(new Dictionary<string, string?>
        {
            ["EmulatorServiceBus:defaults:lockDuration"] = "00:00:30",
            ["EmulatorServiceBus:entities:keeps-expired:deadLetterExpired"] = "true",
        });
    }

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private Broker CreateBroker(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new Broker(store, new Topology(FunctionCatalog.Discover([]), configuration), clock, configuration);
    }

    private Task<IReadOnlyList<long>> SendAsync(string body, Action<ServiceBusMessage>? change = null, string queue = Queue)
    {
        var message = new ServiceBusMessage(body);
        change?.Invoke(message);
        return broker.SendAsync(queue, [message]);
    }

    private async Task<string[]> ReceiveBodiesAsync(string queue = Queue) =>
        [.. (await broker.ReceiveAsync(queue, 100)).Select(message => BinaryData.FromBytes(message.Body).ToString())];

    private async Task<BrokerMessage> ReceiveOneAsync(string queue = Queue) => Assert.Single(await broker.ReceiveAsync(queue, 1));

    [Fact]
    public async Task Messages_are_received_in_the_order_sent_and_locked()
    {
        await SendAsync("one");
        await SendAsync("two");

        Assert.Equal(["one", "two"], await ReceiveBodiesAsync());
        Assert.Empty(await ReceiveBodiesAsync());
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await SendAsync("one");

        await broker.CompleteAsync(await ReceiveOneAsync());

        Assert.Equal(0, broker.Count(Queue));
    }

    [Fact]
    public async Task A_lock_that_expires_delivers_the_message_again_and_refuses_the_first_receiver()
    {
        await SendAsync("one");
        var first = await ReceiveOneAsync();
        await clock.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Empty(await ReceiveBodiesAsync());
        await clock.AdvanceAsync(TimeSpan.FromSeconds(1));

        var second = await ReceiveOneAsync();

        Assert.Equal(2, second.Deliveries);
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => broker.CompleteAsync(first));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refusal.Reason);
        await broker.CompleteAsync(second);
    }

    [Fact]
    public async Task A_renewed_lock_lasts_its_duration_from_then()
    {
        await SendAsync("one");
        var message = await ReceiveOneAsync();
        await clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        await broker.RenewAsync(message);
        await clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(await ReceiveBodiesAsync());
        await broker.CompleteAsync(message);
    }

    [Fact]
    public async Task A_lock_cannot_be_renewed_once_it_has_expired()
    {
        await SendAsync("one");
        var message = await ReceiveOneAsync();
        await clock.AdvanceAsync(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<ServiceBusException>(() => broker.RenewAsync(message));
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_at_once_before_later_ones()
    {
        await SendAsync("one");
        await SendAsync("two");

        await broker.AbandonAsync(await ReceiveOneAsync(), new Dictionary<string, object> { ["tried"] = 1 });

        var again = await ReceiveOneAsync();
        Assert.Equal("one", BinaryData.FromBytes(again.Body).ToString());
        Assert.Equal(1, new ServiceBusReceivedMessage(again).ApplicationProperties["tried"]);
    }

    [Fact]
    public async Task The_tenth_failure_dead_letters_with_the_reason()
    {
        await SendAsync("bad");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.Equal(0, broker.Count(EntityPath.DeadLetter(Queue)));
            var message = await ReceiveOneAsync();
            Assert.Equal(delivery, message.Deliveries);
            await broker.AbandonAsync(message);
        }

        var dead = Assert.Single(broker.Peek(EntityPath.DeadLetter(Queue), 10));
        Assert.Equal(0, broker.Count(Queue));
        // Reason and wording as Service Bus has them.
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.Equal("Message could not be consumed after 10 delivery attempts.", dead.DeadLetterDescription);
        Assert.Equal(Queue, dead.DeadLetterSource);
    }

    [Fact]
    public async Task Ten_locks_that_expire_dead_letter_too()
    {
        await SendAsync("slow");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            await ReceiveOneAsync();
            await clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(await ReceiveBodiesAsync());
        Assert.Equal(1, broker.Count(EntityPath.DeadLetter(Queue)));
    }

    [Fact]
    public async Task A_dead_letter_can_be_received_and_resubmitted()
    {
        await SendAsync("one");
        await broker.DeadLetterAsync(await ReceiveOneAsync(), "wrong", "very wrong");
        var dead = await ReceiveOneAsync(EntityPath.DeadLetter(Queue));
        Assert.Equal(("wrong", "very wrong"), (dead.DeadLetterReason, dead.DeadLetterDescription));
        await broker.AbandonAsync(dead);

        Assert.Equal(1, await broker.ResubmitAsync(Queue));

        var again = await ReceiveOneAsync();
        Assert.Equal(1, again.Deliveries);
        Assert.Null(again.DeadLetterReason);
    }

    [Fact]
    public async Task A_duplicate_id_is_dropped_inside_the_window_and_kept_outside_it()
    {
        await SendAsync("first", message => message.MessageId = "a");
        await SendAsync("same", message => message.MessageId = "a");
        await SendAsync("other", message => message.MessageId = "b");
        Assert.Equal(["first", "other"], await ReceiveBodiesAsync());

        await clock.AdvanceAsync(TimeSpan.FromMinutes(9));
        await SendAsync("inside", message => message.MessageId = "a");
        Assert.Equal(2, broker.Count(Queue));
        await clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await SendAsync("outside", message => message.MessageId = "a");
        Assert.Equal(3, broker.Count(Queue));
    }

    [Fact]
    public async Task Messages_without_id_are_never_duplicates()
    {
        await SendAsync("same");
        await SendAsync("same");

        Assert.Equal(2, (await broker.ReceiveAsync(Queue, 10)).Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time()
    {
        await SendAsync("later", message => message.ScheduledEnqueueTime = clock.GetUtcNow().AddMinutes(5));
        await SendAsync("now");

        Assert.Equal(["now"], await ReceiveBodiesAsync());
        Assert.Equal(clock.GetUtcNow().AddSeconds(30), broker.NextAvailable(Queue));
        await clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("later", await ReceiveBodiesAsync());
    }

    [Fact]
    public async Task A_scheduled_message_can_be_taken_back()
    {
        var number = (await broker.SendAsync(Queue, [new ServiceBusMessage("later") { ScheduledEnqueueTime = clock.GetUtcNow().AddMinutes(5) }]))[0];

        Assert.True(await broker.CancelAsync(number));
        Assert.Equal(0, broker.Count(Queue));
    }

    [Fact]
    public async Task A_message_past_its_time_to_live_is_dropped_or_dead_lettered_as_the_entity_says()
    {
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1));
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1), "keeps-expired");
        await SendAsync("long");
        await clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["long"], await ReceiveBodiesAsync());
        Assert.Empty(await ReceiveBodiesAsync("keeps-expired"));
        Assert.Equal("TTLExpiredException", Assert.Single(broker.Peek(EntityPath.DeadLetter("keeps-expired"), 10)).DeadLetterReason);
        Assert.Equal(0, broker.Count(EntityPath.DeadLetter(Queue)));
    }

    [Fact]
    public async Task A_message_keeps_what_it_carries()
    {
        var time = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(1));
        await SendAsync("body", message =>
        {
            (message.CorrelationId, message.Subject, message.ContentType, message.ReplyTo, message.To) = ("c", "s", "text/plain", "r", "t");
            foreach (var (name, value) in new Dictionary<string, object> { ["text"] = "x", ["int"] = 1, ["long"] = 2L, ["double"] = .1, ["bool"] = true, ["time"] = time, ["id"] = Guid.Empty })
            {
                message.ApplicationProperties[name] = value;
            }
        });

        var message = new ServiceBusReceivedMessage(await ReceiveOneAsync());

        Assert.Equal(("c", "s", "text/plain", "r", "t"), (message.CorrelationId, message.Subject, message.ContentType, message.ReplyTo, message.To));
        Assert.Equal(
            new Dictionary<string, object> { ["text"] = "x", ["int"] = 1, ["long"] = 2L, ["double"] = .1, ["bool"] = true, ["time"] = time, ["id"] = Guid.Empty },
            message.ApplicationProperties);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => broker.SendAsync(Queue, [new ServiceBusMessage(new byte[256 * 1024 + 1])]));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refusal.Reason);
        Assert.Contains("262,145", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_process_had_locked_is_delivered_again_at_once()
    {
        await SendAsync("one");
        await ReceiveOneAsync();

        await broker.RecoverAsync();

        Assert.Equal(2, (await ReceiveOneAsync()).Deliveries);
    }
}
