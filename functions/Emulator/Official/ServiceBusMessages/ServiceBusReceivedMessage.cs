using MlFunctions.Emulator.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as received, locked for its receiver.</summary>
public class ServiceBusReceivedMessage
{
    private readonly BrokerMessage message;

    internal ServiceBusReceivedMessage(BrokerMessage message) => this.message = message;

    /// <summary>The payload.</summary>
    public BinaryData Body => field ??= BinaryData.FromBytes(message.Body);

    /// <summary>Identifies the message.</summary>
    public string MessageId => message.MessageId;

    /// <summary>Ties messages together.</summary>
    public string? CorrelationId => message.Properties.CorrelationId;

    /// <summary>What the message is about.</summary>
    public string? Subject => message.Properties.Subject;

    /// <summary>The payload's media type.</summary>
    public string? ContentType => message.Properties.ContentType;

    /// <summary>Where to answer.</summary>
    public string? ReplyTo => message.Properties.ReplyTo;

    /// <summary>Whom it is for.</summary>
    public string? To => message.Properties.To;

    /// <summary>How often it has been delivered, this time included.</summary>
    public int DeliveryCount => message.Deliveries;

    /// <summary>Its place in the entity; it rises from message to message.</summary>
    public long SequenceNumber => message.SequenceNumber;

    /// <summary>When it was enqueued, UTC.</summary>
    public DateTimeOffset EnqueuedTime => message.Enqueued;

    /// <summary>When it expires, UTC.</summary>
    public DateTimeOffset ExpiresAt => message.Expires ?? DateTimeOffset.MaxValue;

    /// <summary>Until when it is locked, UTC; renewals push it out.</summary>
    public DateTimeOffset LockedUntil => message.LockedUntil;

    /// <summary>Identifies the lock.</summary>
    public string LockToken => message.LockToken;

    /// <summary>Why it was dead-lettered.</summary>
    public string? DeadLetterReason => message.DeadLetterReason;

    /// <summary>Why it was dead-lettered, in more words.</summary>
    public string? DeadLetterErrorDescription => message.DeadLetterDescription;

    /// <summary>The entity that it was dead-lettered from.</summary>
    public string? DeadLetterSource => message.DeadLetterSource;

    /// <summary>The app's own properties.</summary>
    public IReadOnlyDictionary<string, object> ApplicationProperties => field ??= ApplicationPropertyCodec.Decode(message.Properties.ApplicationProperties);

    internal BrokerMessage Message => message;
}
