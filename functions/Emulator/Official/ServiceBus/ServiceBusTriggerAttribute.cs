using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function with a message, or with a batch of them.</summary>
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    /// <summary>Receives from a queue.</summary>
    /// <param name="queueName">The queue, or <c>%SETTING%</c>.</param>
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    /// <summary>Receives from a subscription.</summary>
    /// <param name="topicName">The topic, or <c>%SETTING%</c>.</param>
    /// <param name="subscriptionName">Its subscription, or <c>%SETTING%</c>.</param>
    public ServiceBusTriggerAttribute(string topicName, string subscriptionName)
    {
        TopicName = topicName;
        SubscriptionName = subscriptionName;
    }

    /// <summary>The setting that holds the namespace's connection string.</summary>
    public string? Connection { get; set; }

    /// <summary>The queue.</summary>
    public string? QueueName { get; }

    /// <summary>The topic.</summary>
    public string? TopicName { get; }

    /// <summary>The topic's subscription.</summary>
    public string? SubscriptionName { get; }

    /// <summary>Whether messages are taken session by session.</summary>
    public bool IsSessionsEnabled { get; set; }

    /// <summary>Whether an invocation takes a batch.</summary>
    public bool IsBatched { get; set; }

    /// <summary>Whether messages are completed when the function returns. Default true.</summary>
    public bool AutoCompleteMessages { get; set; } = true;

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
