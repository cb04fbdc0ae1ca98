using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Settles the messages of one invocation.</summary>
internal sealed class BrokerMessageActions(Broker broker, MessageBatch batch) : ServiceBusMessageActions
{
    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        broker.CompleteAsync(batch.Find(message)).WaitAsync(cancellationToken);

    public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        broker.AbandonAsync(batch.Find(message), propertiesToModify).WaitAsync(cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        broker.DeadLetterAsync(batch.Find(message), deadLetterReason, deadLetterErrorDescription, propertiesToModify).WaitAsync(cancellationToken);

    public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        broker.RenewAsync(batch.Find(message)).WaitAsync(cancellationToken);
}
