using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles the messages that a function was given.</summary>
public class ServiceBusMessageActions
{
    private const string MockMessage = "A mock must say what this does.";

    /// <summary>For the host and for mocks.</summary>
    protected ServiceBusMessageActions()
    {
    }

    /// <summary>Removes a message: it is dealt with.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException(MockMessage);

    /// <summary>Gives a message back, to be delivered again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="propertiesToModify">Properties to change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) => throw new NotSupportedException(MockMessage);

    /// <summary>Puts a message aside, into the dead-letter queue.</summary>
    /// <param name="message">The message.</param>
    /// <param name="propertiesToModify">Properties to change.</param>
    /// <param name="deadLetterReason">Why.</param>
    /// <param name="deadLetterErrorDescription">Why, in more words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null, string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) => throw new NotSupportedException(MockMessage);

    /// <summary>Locks a message for its lock's duration from now.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException(MockMessage);
}
