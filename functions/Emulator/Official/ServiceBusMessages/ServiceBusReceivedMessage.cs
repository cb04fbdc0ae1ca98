using MlFunctions.Emulator.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as received, locked for its receiver.</summary>
public class ServiceBusReceivedMessage
{
    private readonly BrokerMessage _message;

    internal ServiceBusReceivedMessage(BrokerMessage message) => _message = message;

    /// <summary>The payload.</summary>
    public BinaryData Body => field ??= BinaryData.FromBytes(_message.Body);

    /// <summary>Identifies the message.</summary>
    public string MessageId => _message.MessageId;

    /// <summary>Ties messages together.</summary>
    public string? CorrelationId => _message.Properties.CorrelationId;

    /// <summary>What the message is about.</summary>
    public string? Subject => _message.Properties.Subject;

    /// <summary>The payload's media type.</summary>
    public string? ContentType => _message.Properties.ContentType;

    /// <summary>Where to answer.</summary>
    public string? ReplyTo => _message.Properties.ReplyTo;

    /// <summary>Whom it is for.</summary>
    public string? To => _message.Properties.To;

    /// <summary>How often it has been delivered, this time included.</summary>
    public int DeliveryCount => _message.Deliveries;

    /// <summary>Its place in the entity; it rises from message to message.</summary>
    public long SequenceNumber => _message.SequenceNumber;

    /// <summary>When it was enqueued, UTC.</summary>
    public DateTimeOffset EnqueuedTime => _message.Enqueued;

    /// <summary>When it expires, UTC.</summary>
    public DateTimeOffset ExpiresAt => _message.Expires ?? DateTimeOffset.MaxValue;

    /// <summary>Until when it is locked, UTC; renewals push it out.</summary>
    public DateTimeOffset LockedUntil => _message.LockedUntil;

    /// <summary>Identifies the lock.</summary>
    public string LockToken => _message.LockToken;

    /// <summary>Why it was dead-lettered.</summary>
    public string? DeadLetterReason => _message.DeadLetterReason;

    /// <summary>Why it was dead-lettered, in more words.</summary>
    public string? DeadLetterErrorDescription => _message.DeadLetterDescription;

    /// <summary>The entity that it was dead-lettered from.</summary>
    public string? DeadLetterSource => _message.DeadLetterSource;

    /// <summary>The app's own properties.</summary>
    public IReadOnlyDictionary<string, object> ApplicationProperties => field ??= ApplicationPropertyCodec.Decode(_message.Properties.ApplicationProperties);

    internal BrokerMessage Message => _message;
}
