using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Messaging;

namespace MlFunctions.LocalHost.Tests.Messaging;

/// <summary>Each subscription of a topic has its own copy.</summary>
public sealed class BrokerTopicTests : BrokerFixture
{
    public static class Subscribers
    {
        [Function("First")]
        public static void First([ServiceBusTrigger("news", "first")] string news) => throw new NotSupportedException();

        [Function("Second")]
        public static void Second([ServiceBusTrigger("news", "second")] string news) => throw new NotSupportedException();

        [Function("Dead")]
        public static void Dead([ServiceBusTrigger("news", "first/$DeadLetterQueue")] string news) => throw new NotSupportedException();
    }

    [Fact]
    public async Task A_scheduled_message_is_taken_back_from_every_subscription()
    {
        var broker = CreateBroker([], typeof(Subscribers));
        var later = Clock.GetUtcNow().AddMinutes(5);
        var numbers = await broker.SendAsync("news", [new ServiceBusMessage("a") { ScheduledEnqueueTime = later }, new ServiceBusMessage("b") { ScheduledEnqueueTime = later }]);

        Assert.True(await broker.CancelAsync("news", numbers[0]));

        await Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
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
}
