using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>A sender to the broker in this process; a task completes when the messages are stored.</summary>
internal sealed class BrokerSender(Broker broker, string queueOrTopic) : ServiceBusSender
{
    // The official batch does not give back what was put into it.
    private readonly ConditionalWeakTable<ServiceBusMessageBatch, List<ServiceBusMessage>> _batches = [];

    public override string EntityPath => queueOrTopic;

    public override string FullyQualifiedNamespace => BrokerClient.Namespace;

    public override string Identifier => queueOrTopic;

    public override bool IsClosed => false;

    public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        SendMessagesAsync([message], cancellationToken);

    public override Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) =>
        broker.SendAsync(queueOrTopic, [.. messages]).WaitAsync(cancellationToken);

    public override Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default) =>
        _batches.TryGetValue(messageBatch, out var messages)
            ? SendMessagesAsync(messages, cancellationToken)
            : throw new ArgumentException("The batch was made by another sender.", nameof(messageBatch));

    public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        var most = options.MaxSizeInBytes ?? Broker.MaxBodyBytes;
        var left = most;
        var messages = new List<ServiceBusMessage>();
        var batch = ServiceBusModelFactory.ServiceBusMessageBatch(most, messages, options, message => (left -= message.Body.ToMemory().Length) >= 0);
        _batches.Add(batch, messages);
        return new ValueTask<ServiceBusMessageBatch>(batch);
    }

    public override async Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) =>
        (await ScheduleMessagesAsync([message], scheduledEnqueueTime, cancellationToken))[0];

    public override async Task<IReadOnlyList<long>> ScheduleMessagesAsync(IEnumerable<ServiceBusMessage> messages, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        var scheduled = messages.ToArray();
        foreach (var message in scheduled)
        {
            message.ScheduledEnqueueTime = scheduledEnqueueTime;
        }

        return await broker.SendAsync(queueOrTopic, scheduled).WaitAsync(cancellationToken);
    }

    public override async Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
    {
        if (!await broker.CancelAsync(queueOrTopic, sequenceNumber).WaitAsync(cancellationToken))
        {
            throw new ServiceBusException($"There is no scheduled message {sequenceNumber} in '{queueOrTopic}'.", ServiceBusFailureReason.GeneralError);
        }
    }

    public override async Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        foreach (var number in sequenceNumbers)
        {
            await CancelScheduledMessageAsync(number, cancellationToken);
        }
    }

    public override Task CloseAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    // There is no connection to close, which is all that the official one does.
#pragma warning disable CA2215
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
}
