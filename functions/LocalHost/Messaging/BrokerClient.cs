using Azure.Messaging.ServiceBus;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>The client of the broker in this process. It sends; messages are received by functions with a trigger.</summary>
internal sealed class BrokerClient(Broker broker) : ServiceBusClient
{
    /// <summary>What the broker calls itself where Service Bus has the name of a namespace.</summary>
    public const string Namespace = "localhost";

    public override string FullyQualifiedNamespace => Namespace;

    public override string Identifier => Namespace;

    public override bool IsClosed => false;

    public override ServiceBusSender CreateSender(string queueOrTopicName) => new BrokerSender(broker, queueOrTopicName);

    public override ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => CreateSender(queueOrTopicName);

    public override ServiceBusReceiver CreateReceiver(string queueName) => throw OnlyTriggers();

    public override ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => throw OnlyTriggers();

    public override ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName) => throw OnlyTriggers();

    public override ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions options) => throw OnlyTriggers();

    public override ServiceBusProcessor CreateProcessor(string queueName) => throw OnlyTriggers();

    public override ServiceBusProcessor CreateProcessor(string queueName, ServiceBusProcessorOptions options) => throw OnlyTriggers();

    public override ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName) => throw OnlyTriggers();

    public override ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName, ServiceBusProcessorOptions options) => throw OnlyTriggers();

    // There is no connection to close, which is all that the official one does.
#pragma warning disable CA2215
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215

    private static NotSupportedException OnlyTriggers() =>
        new("This host delivers messages to functions with a [ServiceBusTrigger]; receivers and processors of the client are not there. Set 'ServiceBus' to a real namespace, or its emulator, to use them.");
}
