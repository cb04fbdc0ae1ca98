using MlFunctions.LocalHost.Messaging;

namespace MlFunctions.LocalHost.Tests.Messaging;

/// <summary>What becomes of a message that was received.</summary>
public sealed class BrokerSettlingTests : BrokerFixture
{
    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await SendAsync("one");

        await Broker.CompleteAsync(await ReceiveOneAsync());

        Assert.Equal(0, Broker.Count(Queue));
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_at_once_before_later_ones()
    {
        await SendAsync("one");
        await SendAsync("two");

        await Broker.AbandonAsync(await ReceiveOneAsync(), new Dictionary<string, object> { ["tried"] = 1 });

        var again = await ReceiveOneAsync();
        Assert.Equal("one", BinaryData.FromBytes(again.Body).ToString());
        Assert.Equal(1, again.ToReceived().ApplicationProperties["tried"]);
    }

    [Fact]
    public async Task The_tenth_failure_dead_letters_with_the_reason()
    {
        await SendAsync("bad");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.Equal(0, Broker.Count(EntityPath.DeadLetter(Queue)));
            var message = await ReceiveOneAsync();
            Assert.Equal(delivery, message.Deliveries);
            await Broker.AbandonAsync(message);
        }

        var dead = Assert.Single(Broker.Peek(EntityPath.DeadLetter(Queue), 10));
        Assert.Equal(0, Broker.Count(Queue));
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
            await Clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(await ReceiveBodiesAsync());
        Assert.Equal(1, Broker.Count(EntityPath.DeadLetter(Queue)));
    }

    [Fact]
    public async Task What_is_put_aside_wakes_whoever_waits_for_dead_letters()
    {
        await SendAsync("short", message => message.TimeToLive = TimeSpan.FromMinutes(1), "keeps-expired");
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        var expired = Broker.Arrivals.Next(EntityPath.DeadLetter("keeps-expired"));

        await Broker.ReceiveAsync("keeps-expired", 1);

        Assert.True(expired.IsCompleted);
        await SendAsync("bad");
        var failed = Broker.Arrivals.Next(EntityPath.DeadLetter(Queue));
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.False(failed.IsCompleted);
            await Broker.AbandonAsync(await ReceiveOneAsync());
        }

        Assert.True(failed.IsCompleted);
    }

    [Fact]
    public async Task Properties_changed_at_the_last_failure_are_on_the_dead_letter()
    {
        await SendAsync("bad");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            await Broker.AbandonAsync(await ReceiveOneAsync(), new Dictionary<string, object> { ["tried"] = delivery });
        }

        var dead = (await ReceiveOneAsync(EntityPath.DeadLetter(Queue))).ToReceived();
        Assert.Equal(10, dead.ApplicationProperties["tried"]);
    }

    [Fact]
    public async Task A_dead_letter_can_be_received_and_resubmitted()
    {
        await SendAsync("one");
        await Broker.DeadLetterAsync(await ReceiveOneAsync(), "wrong", "very wrong");
        var dead = await ReceiveOneAsync(EntityPath.DeadLetter(Queue));
        Assert.Equal(("wrong", "very wrong"), (dead.DeadLetterReason, dead.DeadLetterDescription));
        await Broker.AbandonAsync(dead);

        Assert.Equal(1, await Broker.ResubmitAsync(Queue));

        var again = await ReceiveOneAsync();
        Assert.Equal(1, again.Deliveries);
        Assert.Null(again.DeadLetterReason);
    }

    [Fact]
    public async Task What_a_dead_process_had_locked_is_delivered_again_at_once()
    {
        await SendAsync("one");
        await ReceiveOneAsync();

        await Broker.RecoverAsync();

        Assert.Equal(2, (await ReceiveOneAsync()).Deliveries);
    }
}
