using Azure.Core.Amqp;
using Google.Protobuf;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>A message in a queue or a topic.</summary>
/// <param name="Entity">The queue's or topic's name.</param>
/// <param name="Message">The message.</param>
internal sealed record SentMessage(string Entity, AmqpAnnotatedMessage Message)
{
    /// <summary>Its body, as text.</summary>
    public string Text => Message.Body.TryGetData(out var parts)
        ? string.Concat(parts!.Select(part => System.Text.Encoding.UTF8.GetString(part.Span)))
        : throw new NotSupportedException($"A message to {Entity} has a body that is no data.");

    /// <summary>The message as a received one, locked for the receiver: its lock token, then its bytes.</summary>
    /// <param name="delivery">Which delivery it is, from 1.</param>
    public ModelBindingData ToBindingData(uint delivery)
    {
        Message.Header.DeliveryCount = delivery;
        return new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureServiceBusReceivedMessage",
            ContentType = "application/octet-stream",
            Content = ByteString.CopyFrom([.. Guid.NewGuid().ToByteArray(), .. Message.ToBytes().ToArray()]),
        };
    }
}
