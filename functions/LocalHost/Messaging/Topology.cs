using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>The topics and their subscriptions, as the app's triggers and outputs name them; every other name is a queue's.</summary>
internal sealed class Topology
{
    private readonly Dictionary<string, string[]> _subscriptions;

    public Topology(FunctionCatalog catalog, IConfiguration configuration)
    {
        var triggers = catalog.TriggeredBy<ServiceBusTriggerAttribute>()
            .Where(bus => bus.Trigger.TopicName is not null)
            .Select(bus => (Topic: configuration.Resolve(bus.Trigger.TopicName!), Subscription: (string?)EntityPath.WithoutDeadLetter(configuration.Resolve(bus.Trigger.SubscriptionName!))));
        var outputs = catalog.All.SelectMany(function => function.Outputs)
            .Select(output => output.Attribute)
            .OfType<ServiceBusOutputAttribute>()
            .Where(output => output.EntityType == ServiceBusEntityType.Topic)
            .Select(output => (Topic: configuration.Resolve(output.QueueOrTopicName), Subscription: (string?)null));
        _subscriptions = triggers.Concat(outputs)
            .GroupBy(pair => pair.Topic, pair => pair.Subscription, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                topic => topic.Key,
                topic => topic.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(subscription => EntityPath.Subscription(topic.Key, subscription)).ToArray(),
                StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What a message to a queue or topic is put into: the queue, or each of the topic's subscriptions.</summary>
    public IReadOnlyList<string> EntitiesBehind(string queueOrTopic) =>
        _subscriptions.TryGetValue(queueOrTopic, out var entities) ? entities : [queueOrTopic];

    /// <summary>What a trigger receives from.</summary>
    public static string EntityOf(ServiceBusTriggerAttribute trigger, IConfiguration configuration) => trigger.QueueName is { } queue
        ? configuration.Resolve(queue)
        : EntityPath.Subscription(configuration.Resolve(trigger.TopicName!), configuration.Resolve(trigger.SubscriptionName!));
}
