namespace Azure.Messaging.ServiceBus;

/// <summary>Why the broker refuses.</summary>
public enum ServiceBusFailureReason
{
    /// <summary>Something else.</summary>
    GeneralError = 0,

    /// <summary>The message's lock has expired, or the message was settled before.</summary>
    MessageLockLost = 2,

    /// <summary>The message is larger than 256 kB.</summary>
    MessageSizeExceeded = 4,
}
