using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Messaging;
using MlFunctions.Emulator.State;
using MlFunctions.Emulator.Testing;

namespace MlFunctions.Emulator.Tests.Messaging;

public sealed class BrokerTests : IDisposable
{
    private const string Queue = "work";

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;
    private readonly ManualClock _clock = new();
    private readonly StateStore _store;
    private readonly Broker _broker;

    public BrokerTests()
    {
        _store = StateStore.Open(_directory, BrokerSchema.Schema);
        _broker = CreateBroker(new Dictionary<string, string?>
        {
            ["EmulatorServiceBus:defaults:lockDuration"] = "00:00:30",
            ["EmulatorServiceBus:entities:keeps-expired:deadLetterExpired"] = "true",
        });
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    public static class Subscribers
    {
        [Function("First")]
        public static void First([ServiceBusTrigger("news", "first")] string news) => throw new NotSupportedException();

        [Function("Second")]
        public static void Second([ServiceBusTrigger("news", "second")] string news) => throw new NotSupportedException();

        [Function("Dead")]
        public static void Dead([ServiceBusTrigger("news", "first/$DeadLetterQueue")] string news) => throw new NotSupportedException();
    }

    private Broker CreateBroker(Dictionary<string, string?> settings, params Type[] functions)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new Broker(_store, new Topology(FunctionCatalog.Discover(functions), configuration), _clock, configuration);
    }

    private Task<IReadOnlyList<long>> SendAsync(string body, Action<ServiceBusMessage>? change = null, string queue = Queue)
    {
        var message = new ServiceBusMessage(body);
        change?.Invoke(message);
        return _broker.SendAsync(queue, [message]);
    }

    private async Task<string[]> ReceiveBodiesAsync(string queue = Queue) =>
        [.. (await _broker.ReceiveAsync(queue, 100)).Select(message => BinaryData.FromBytes(message.Body).ToString())];

    private async Task<BrokerMessage> ReceiveOneAsync(string queue = Queue) => Assert.Single(await _broker.ReceiveAsync(queue, 1));

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

        await _broker.CompleteAsync(await ReceiveOneAsync());

        Assert.Equal(0, _broker.Count(Queue));
    }

    [Fact]
    public async Task A_lock_that_expires_delivers_the_message_again_and_refuses_the_first_receiver()
    {
        await SendAsync("one");
        var first = await ReceiveOneAsync();
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Empty(await ReceiveBodiesAsync());
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));

        var second = await ReceiveOneAsync();

        Assert.Equal(2, second.Deliveries);
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => _broker.CompleteAsync(first));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refusal.Reason);
        await _broker.CompleteAsync(second);
    }

    [Fact]
    public async Task A_renewed_lock_lasts_its_duration_from_then()
    {
        await SendAsync("one");
        var message = await ReceiveOneAsync();
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        await _broker.RenewAsync(message);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(await ReceiveBodiesAsync());
        await _broker.CompleteAsync(message);
    }

    [Fact]
    public async Task A_lock_cannot_be_renewed_once_it_has_expired()
    {
        await SendAsync("one");
        var message = await ReceiveOneAsync();
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<ServiceBusException>(() => _broker.RenewAsync(message));
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_at_once_before_later_ones()
    {
        await SendAsync("one");
        await SendAsync("two");

        await _broker.AbandonAsync(await ReceiveOneAsync(), new Dictionary<string, object> { ["tried"] = 1 });

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
            Assert.Equal(0, _broker.Count(EntityPath.DeadLetter(Queue)));
            var message = await ReceiveOneAsync();
            Assert.Equal(delivery, message.Deliveries);
            await _broker.AbandonAsync(message);
        }

        var dead = Assert.Single(_broker.Peek(EntityPath.DeadLetter(Queue), 10));
        Assert.Equal(0, _broker.Count(Queue));
        // Reason and wording as Service Bus has them.
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.Equal("Message could not be consumed after 10 delivery attempts.", dead.DeadLetterDescription);
        Assert.Equal(Queue, dead.DeadLetterSource);
    }

    [Fact]
    public async Task What_is_put_aside_wakes_whoever_waits_for_dead_letters()
    {
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1), "keeps-expired");
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        var expired = _broker.Arrivals.Next(EntityPath.DeadLetter("keeps-expired"));

        await _broker.ReceiveAsync("keeps-expired", 1);

        Assert.True(expired.IsCompleted);
        await SendAsync("bad");
        var failed = _broker.Arrivals.Next(EntityPath.DeadLetter(Queue));
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.False(failed.IsCompleted);
            await _broker.AbandonAsync(await ReceiveOneAsync());
        }

        Assert.True(failed.IsCompleted);
    }

    [Fact]
    public async Task Properties_changed_at_the_last_failure_are_on_the_dead_letter()
    {
        await SendAsync("bad");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            await _broker.AbandonAsync(await ReceiveOneAsync(), new Dictionary<string, object> { ["tried"] = delivery });
        }

        var dead = new ServiceBusReceivedMessage(await ReceiveOneAsync(EntityPath.DeadLetter(Queue)));
        Assert.Equal(10, dead.ApplicationProperties["tried"]);
    }

    [Fact]
    public async Task Ten_locks_that_expire_dead_letter_too()
    {
        await SendAsync("slow");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            await ReceiveOneAsync();
            await _clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(await ReceiveBodiesAsync());
        Assert.Equal(1, _broker.Count(EntityPath.DeadLetter(Queue)));
    }

    [Fact]
    public async Task A_dead_letter_can_be_received_and_resubmitted()
    {
        await SendAsync("one");
        await _broker.DeadLetterAsync(await ReceiveOneAsync(), "wrong", "very wrong");
        var dead = await ReceiveOneAsync(EntityPath.DeadLetter(Queue));
        Assert.Equal(("wrong", "very wrong"), (dead.DeadLetterReason, dead.DeadLetterDescription));
        await _broker.AbandonAsync(dead);

        Assert.Equal(1, await _broker.ResubmitAsync(Queue));

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

        await _clock.AdvanceAsync(TimeSpan.FromMinutes(9));
        await SendAsync("inside", message => message.MessageId = "a");
        Assert.Equal(2, _broker.Count(Queue));
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await SendAsync("outside", message => message.MessageId = "a");
        Assert.Equal(3, _broker.Count(Queue));
    }

    [Fact]
    public async Task An_id_is_remembered_for_its_entity_s_window_across_a_restart()
    {
        var settings = new Dictionary<string, string?> { ["EmulatorServiceBus:entities:remembers:duplicateDetectionWindow"] = "01:00:00" };
        await CreateBroker(settings).SendAsync("remembers", [new ServiceBusMessage("first") { MessageId = "a" }]);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        var restarted = CreateBroker(settings);
        await restarted.SendAsync(Queue, [new ServiceBusMessage("other")]);

        Assert.Equal(0, Assert.Single(await restarted.SendAsync("remembers", [new ServiceBusMessage("same") { MessageId = "a" }])));
    }

    [Fact]
    public async Task Messages_without_id_are_never_duplicates()
    {
        await SendAsync("same");
        await SendAsync("same");

        Assert.Equal(2, (await _broker.ReceiveAsync(Queue, 10)).Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time()
    {
        await SendAsync("later", message => message.ScheduledEnqueueTime = _clock.GetUtcNow().AddMinutes(5));
        await SendAsync("now");

        Assert.Equal(["now"], await ReceiveBodiesAsync());
        Assert.Equal(_clock.GetUtcNow().AddSeconds(30), _broker.NextAvailable(Queue));
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("later", await ReceiveBodiesAsync());
    }

    [Fact]
    public async Task A_scheduled_message_can_be_taken_back()
    {
        var number = (await _broker.SendAsync(Queue, [new ServiceBusMessage("later") { ScheduledEnqueueTime = _clock.GetUtcNow().AddMinutes(5) }]))[0];

        Assert.False(await _broker.CancelAsync("other", number));
        Assert.True(await _broker.CancelAsync(Queue, number));
        Assert.Equal(0, _broker.Count(Queue));
    }

    [Fact]
    public async Task A_message_that_is_no_longer_scheduled_cannot_be_taken_back()
    {
        var number = (await _broker.SendAsync(Queue, [new ServiceBusMessage("later") { ScheduledEnqueueTime = _clock.GetUtcNow().AddMinutes(5) }]))[0];
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.False(await _broker.CancelAsync(Queue, number));
        Assert.Equal(["later"], await ReceiveBodiesAsync());
    }

    [Fact]
    public async Task A_scheduled_message_is_taken_back_from_every_subscription()
    {
        var broker = CreateBroker([], typeof(Subscribers));
        var later = _clock.GetUtcNow().AddMinutes(5);
        var numbers = await broker.SendAsync("news", [new ServiceBusMessage("a") { ScheduledEnqueueTime = later }, new ServiceBusMessage("b") { ScheduledEnqueueTime = later }]);

        Assert.True(await broker.CancelAsync("news", numbers[0]));

        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["b"], await ReceiveBodiesAsync("news/Subscriptions/first"));
        Assert.Equal(["b"], await ReceiveBodiesAsync("news/Subscriptions/second"));
    }

    [Fact]
    public async Task Dead_letters_of_a_subscription_are_no_subscription()
    {
        var broker = CreateBroker([], typeof(Subscribers));

        await broker.SendAsync("news", [new ServiceBusMessage("a")]);

        Assert.Equal(1, broker.Count("news/Subscriptions/first"));
        Assert.Equal(0, broker.Count(EntityPath.DeadLetter("news/Subscriptions/first")));
    }

    [Fact]
    public async Task A_message_past_its_time_to_live_is_dropped_or_dead_lettered_as_the_entity_says()
    {
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1));
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1), "keeps-expired");
        await SendAsync("long");
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["long"], await ReceiveBodiesAsync());
        Assert.Empty(await ReceiveBodiesAsync("keeps-expired"));
        Assert.Equal("TTLExpiredException", Assert.Single(_broker.Peek(EntityPath.DeadLetter("keeps-expired"), 10)).DeadLetterReason);
        Assert.Equal(0, _broker.Count(EntityPath.DeadLetter(Queue)));
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
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => _broker.SendAsync(Queue, [new ServiceBusMessage(new byte[256 * 1024 + 1])]));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refusal.Reason);
        Assert.Contains("262,145", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_process_had_locked_is_delivered_again_at_once()
    {
        await SendAsync("one");
        await ReceiveOneAsync();

        await _broker.RecoverAsync();

        Assert.Equal(2, (await ReceiveOneAsync()).Deliveries);
    }
}
