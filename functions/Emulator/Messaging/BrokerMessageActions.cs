using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Emulator.Messaging;

internal sealed class BrokerMessageActions(Broker broker) : ServiceBusMessageActions
{
    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        broker.CompleteAsync(message.Message).WaitAsync(cancellationToken);

    public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        broker.AbandonAsync(message.Message, propertiesToModify).WaitAsync(cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        broker.DeadLetterAsync(message.Message, deadLetterReason, deadLetterErrorDescription, propertiesToModify).WaitAsync(cancellationToken);

    public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        broker.RenewAsync(message.Message).WaitAsync(cancellationToken);
}
