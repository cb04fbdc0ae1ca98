namespace Azure.Messaging.ServiceBus;

/// <summary>The broker refuses.</summary>
public class ServiceBusException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">Why.</param>
    /// <param name="reason">The kind of refusal.</param>
    public ServiceBusException(string message, ServiceBusFailureReason reason)
        : base($"{message} ({reason})") => Reason = reason;

    /// <summary>The kind of refusal.</summary>
    public ServiceBusFailureReason Reason { get; }
}
