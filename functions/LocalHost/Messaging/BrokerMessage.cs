using Azure.Messaging.ServiceBus;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>A message as the broker has delivered it.</summary>
internal sealed record BrokerMessage
{
    public required string Entity { get; init; }

    public required long SequenceNumber { get; init; }

    public required string MessageId { get; init; }

    public required byte[] Body { get; init; }

    public required MessageProperties Properties { get; init; }

    public required DateTimeOffset Enqueued { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <summary>How often it has been delivered, this time included.</summary>
    public required int Deliveries { get; init; }

    public required string LockToken { get; init; }

    /// <summary>Until when it is locked; renewals push it out.</summary>
    public DateTimeOffset LockedUntil { get; set; }

    public string? DeadLetterReason { get; init; }

    public string? DeadLetterDescription { get; init; }

    public string? DeadLetterSource { get; init; }

    /// <summary>Whether it was completed, abandoned or dead-lettered.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The message as functions get it.</summary>
    public ServiceBusReceivedMessage ToReceived() => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: BinaryData.FromBytes(Body),
        messageId: MessageId,
        correlationId: Properties.CorrelationId,
        subject: Properties.Subject,
        contentType: Properties.ContentType,
        replyTo: Properties.ReplyTo,
        to: Properties.To,
        timeToLive: Expires is { } expires ? expires - Enqueued : TimeSpan.MaxValue,
        properties: OfficialProperties(),
        lockTokenGuid: Guid.TryParse(LockToken, out var token) ? token : default,
        deliveryCount: Deliveries,
        lockedUntil: LockedUntil,
        sequenceNumber: SequenceNumber,
        enqueuedTime: Enqueued,
        deadLetterSource: DeadLetterSource);

    /// <summary>The app's own properties; the official type reads the reason of a dead letter from among them.</summary>
    private Dictionary<string, object> OfficialProperties()
    {
        var properties = ApplicationPropertyCodec.Decode(Properties.ApplicationProperties);
        if (DeadLetterReason is not null)
        {
            properties[nameof(ServiceBusReceivedMessage.DeadLetterReason)] = DeadLetterReason;
        }

        if (DeadLetterDescription is not null)
        {
            properties[nameof(ServiceBusReceivedMessage.DeadLetterErrorDescription)] = DeadLetterDescription;
        }

        return properties;
    }
}
