using Azure.Messaging.ServiceBus;

namespace MlFunctions.Emulator.Messaging;

/// <summary>The client of the broker in this process.</summary>
internal sealed class BrokerClient(Broker broker) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new BrokerSender(broker, queueOrTopicName);
}
