using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for messages of a queue or of a subscription to a topic. A stand-in for the type of Microsoft.Azure.Functions.Worker.Extensions.ServiceBus, with its signatures.</summary>
[InputConverter(typeof(ServiceBusReceivedMessageConverter))]
[ConverterFallbackBehavior(ConverterFallbackBehavior.Default)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    /// <summary>Listens to a queue.</summary>
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    /// <summary>Listens to a subscription.</summary>
    public ServiceBusTriggerAttribute(string topicName, string subscriptionName) => (TopicName, SubscriptionName) = (topicName, subscriptionName);

    /// <summary>The setting that holds the connection string or, as a section, the namespace's name; default: the host's own setting.</summary>
    public string? Connection { get; set; }

    /// <summary>The queue; null for a subscription.</summary>
    public string? QueueName { get; }

    /// <summary>The topic; null for a queue.</summary>
    public string? TopicName { get; }

    /// <summary>The subscription; null for a queue.</summary>
    public string? SubscriptionName { get; }

    /// <summary>Whether the queue or subscription has sessions. Default: false.</summary>
    public bool IsSessionsEnabled { get; set; }

    /// <summary>Whether one call receives many messages. Default: false. The function's metadata say it as its cardinality.</summary>
    [DefaultValue(false)]
    public bool IsBatched { get; set; }

    /// <summary>Whether the host completes messages when the function returns. Left unset, host.json decides.</summary>
    public bool AutoCompleteMessages { get; set; }

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
