using Azure.Messaging.ServiceBus;

namespace MlFunctions.Emulator.Messaging;

internal sealed class BrokerSender(Broker broker, string queueOrTopic) : ServiceBusSender
{
    public override string EntityPath => queueOrTopic;

    public override Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) =>
        broker.SendAsync(queueOrTopic, [.. messages]).WaitAsync(cancellationToken);

    public override async Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        message.ScheduledEnqueueTime = scheduledEnqueueTime;
        return (await broker.SendAsync(queueOrTopic, [message]).WaitAsync(cancellationToken))[0];
    }

    public override async Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
    {
        if (!await broker.CancelAsync(queueOrTopic, sequenceNumber).WaitAsync(cancellationToken))
        {
            throw new ServiceBusException($"There is no scheduled message {sequenceNumber} in '{queueOrTopic}'.", ServiceBusFailureReason.GeneralError);
        }
    }
}
