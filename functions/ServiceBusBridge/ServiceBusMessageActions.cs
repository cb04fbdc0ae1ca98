using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Settles received messages. A stand-in for the type of Microsoft.Azure.Functions.Worker.Extensions.ServiceBus, with its signatures:
/// that one asks the host over gRPC, this one settles nothing by itself. A host in the same process derives from it and sets its own among the features of the invocation.
/// </summary>
[InputConverter(typeof(ServiceBusMessageActionsConverter))]
public class ServiceBusMessageActions
{
    /// <summary>For a host, or a test's double.</summary>
    protected ServiceBusMessageActions()
    {
    }

    /// <summary>Takes a message from its queue or subscription for good.</summary>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw NotSettled();

    /// <summary>Gives a message back, to be delivered again.</summary>
    public virtual Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) => throw NotSettled();

    /// <summary>Moves a message to the dead-letter queue.</summary>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) => throw NotSettled();

    /// <summary>Leaves a message where it is, to be received by its sequence number only.</summary>
    public virtual Task DeferMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) => throw NotSettled();

    /// <summary>Keeps a message locked for another term.</summary>
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw NotSettled();

    private static NotSupportedException NotSettled() =>
        new("This host settles messages by itself, when the function has returned or thrown. Under a Functions host, build with -p:OfficialServiceBus=true to settle them in the function.");
}
