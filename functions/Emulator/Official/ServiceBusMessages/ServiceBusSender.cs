namespace Azure.Messaging.ServiceBus;

/// <summary>Sends messages; a task completes when they are kept.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    /// <summary>For the host and for mocks.</summary>
    protected ServiceBusSender()
    {
    }

    /// <summary>Where it sends to.</summary>
    public virtual string EntityPath => throw new NotSupportedException("A mock must say what this does.");

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        SendMessagesAsync([message], cancellationToken);

    /// <summary>Sends messages, all or none.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A mock must say what this does.");

    /// <summary>Sends a message that cannot be received before a time.</summary>
    /// <param name="message">The message.</param>
    /// <param name="scheduledEnqueueTime">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its sequence number.</returns>
    public virtual Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A mock must say what this does.");

    /// <summary>Takes a scheduled message back.</summary>
    /// <param name="sequenceNumber">Its sequence number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A mock must say what this does.");

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
