namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send.</summary>
public class ServiceBusMessage
{
    /// <summary>An empty message.</summary>
    public ServiceBusMessage()
        : this(BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty))
    {
    }

    /// <summary>A message of text.</summary>
    /// <param name="body">The text, sent as UTF-8.</param>
    public ServiceBusMessage(string body)
        : this(BinaryData.FromString(body))
    {
    }

    /// <summary>A message of bytes.</summary>
    /// <param name="body">The bytes.</param>
    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    /// <summary>A message.</summary>
    /// <param name="body">The payload.</param>
    public ServiceBusMessage(BinaryData body) => Body = body;

    /// <summary>The payload.</summary>
    public BinaryData Body { get; set; }

    /// <summary>Identifies the message; a second one of the same id within the duplicate detection window is dropped. A new one when null.</summary>
    public string? MessageId { get; set; }

    /// <summary>Ties messages together.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>What the message is about.</summary>
    public string? Subject { get; set; }

    /// <summary>The payload's media type.</summary>
    public string? ContentType { get; set; }

    /// <summary>Where to answer.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Whom it is for.</summary>
    public string? To { get; set; }

    /// <summary>How long it may wait to be received; the entity's own limit when shorter.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.MaxValue;

    /// <summary>When it can be received; at once when that is past.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    /// <summary>The app's own properties: text, numbers, booleans, ids and times.</summary>
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();
}
