using Azure.Messaging.ServiceBus;
using MlFunctions.LocalHost.Messaging;

namespace MlFunctions.LocalHost.Tests.Messaging;

/// <summary>Locks that end, duplicates inside and outside their window, schedules and times to live, on a clock that the test moves.</summary>
public sealed class BrokerTimeTests : BrokerFixture
{
    [Fact]
    public async Task A_lock_that_expires_delivers_the_message_again_and_refuses_the_first_receiver()
    {
        await SendAsync("one");
        var first = await ReceiveOneAsync();
        await Clock.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Empty(await ReceiveBodiesAsync());
        await Clock.AdvanceAsync(TimeSpan.FromSeconds(1));

        var second = await ReceiveOneAsync();

        Assert.Equal(2, second.Deliveries);
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => Broker.CompleteAsync(first));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refusal.Reason);
        await Broker.CompleteAsync(second);
    }

    [Fact]
    public async Task A_renewed_lock_lasts_its_duration_from_then()
    {
        await SendAsync("one");
        var message = await ReceiveOneAsync();
        await Clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        await Broker.RenewAsync(message);
        await Clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(await ReceiveBodiesAsync());
        await Broker.CompleteAsync(message);
    }

    [Fact]
    public async Task A_lock_cannot_be_renewed_once_it_has_expired()
    {
        await SendAsync("one");
        var message = await ReceiveOneAsync();
        await Clock.AdvanceAsync(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<ServiceBusException>(() => Broker.RenewAsync(message));
    }

    [Fact]
    public async Task A_duplicate_id_is_dropped_inside_the_window_and_kept_outside_it()
    {
        await SendAsync("first", message => message.MessageId = "a");
        await SendAsync("same", message => message.MessageId = "a");
        await SendAsync("other", message => message.MessageId = "b");
        Assert.Equal(["first", "other"], await ReceiveBodiesAsync());

        await Clock.AdvanceAsync(TimeSpan.FromMinutes(9));
        await SendAsync("inside", message => message.MessageId = "a");
        Assert.Equal(2, Broker.Count(Queue));
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await SendAsync("outside", message => message.MessageId = "a");
        Assert.Equal(3, Broker.Count(Queue));
    }

    [Fact]
    public async Task An_id_is_remembered_for_its_entity_s_window_across_a_restart()
    {
        var settings = new Dictionary<string, string?> { ["EmulatorServiceBus:entities:remembers:duplicateDetectionWindow"] = "01:00:00" };
        await CreateBroker(settings).SendAsync("remembers", [new ServiceBusMessage("first") { MessageId = "a" }]);
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        var restarted = CreateBroker(settings);
        await restarted.SendAsync(Queue, [new ServiceBusMessage("other")]);

        Assert.Equal(0, Assert.Single(await restarted.SendAsync("remembers", [new ServiceBusMessage("same") { MessageId = "a" }])));
    }

    [Fact]
    public async Task Messages_without_id_are_never_duplicates()
    {
        await SendAsync("same");
        await SendAsync("same");

        Assert.Equal(2, (await Broker.ReceiveAsync(Queue, 10)).Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time()
    {
        await SendAsync("later", message => message.ScheduledEnqueueTime = Clock.GetUtcNow().AddMinutes(5));
        await SendAsync("now");

        Assert.Equal(["now"], await ReceiveBodiesAsync());
        Assert.Equal(Clock.GetUtcNow().AddSeconds(30), Broker.NextAvailable(Queue));
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("later", await ReceiveBodiesAsync());
    }

    [Fact]
    public async Task A_scheduled_message_can_be_taken_back()
    {
        var number = (await Broker.SendAsync(Queue, [new ServiceBusMessage("later") { ScheduledEnqueueTime = Clock.GetUtcNow().AddMinutes(5) }]))[0];

        Assert.False(await Broker.CancelAsync("other", number));
        Assert.True(await Broker.CancelAsync(Queue, number));
        Assert.Equal(0, Broker.Count(Queue));
    }

    [Fact]
    public async Task A_message_that_is_no_longer_scheduled_cannot_be_taken_back()
    {
        var number = (await Broker.SendAsync(Queue, [new ServiceBusMessage("later") { ScheduledEnqueueTime = Clock.GetUtcNow().AddMinutes(5) }]))[0];
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.False(await Broker.CancelAsync(Queue, number));
        Assert.Equal(["later"], await ReceiveBodiesAsync());
    }

    [Fact]
    public async Task A_message_past_its_time_to_live_is_dropped_or_dead_lettered_as_the_entity_says()
    {
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1));
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1), "keeps-expired");
        await SendAsync("long");
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["long"], await ReceiveBodiesAsync());
        Assert.Empty(await ReceiveBodiesAsync("keeps-expired"));
        Assert.Equal("TTLExpiredException", Assert.Single(Broker.Peek(EntityPath.DeadLetter("keeps-expired"), 10)).DeadLetterReason);
        Assert.Equal(0, Broker.Count(EntityPath.DeadLetter(Queue)));
    }
}
