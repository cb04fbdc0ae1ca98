using Azure.Messaging.ServiceBus;

namespace MlFunctions.LocalHost.Tests.Messaging;

/// <summary>What a message carries, and in which order messages come.</summary>
public sealed class BrokerDeliveryTests : BrokerFixture
{
    [Fact]
    public async Task Messages_are_received_in_the_order_sent_and_locked()
    {
        await SendAsync("one");
        await SendAsync("two");

        Assert.Equal(["one", "two"], await ReceiveBodiesAsync());
        Assert.Empty(await ReceiveBodiesAsync());
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

        var message = (await ReceiveOneAsync()).ToReceived();

        Assert.Equal(("c", "s", "text/plain", "r", "t"), (message.CorrelationId, message.Subject, message.ContentType, message.ReplyTo, message.To));
        Assert.Equal(
            new Dictionary<string, object> { ["text"] = "x", ["int"] = 1, ["long"] = 2L, ["double"] = .1, ["bool"] = true, ["time"] = time, ["id"] = Guid.Empty },
            message.ApplicationProperties);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => Broker.SendAsync(Queue, [new ServiceBusMessage(new byte[256 * 1024 + 1])]));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refusal.Reason);
        Assert.Contains("262,145", refusal.Message, StringComparison.Ordinal);
    }
}
