using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends what a function returns as a message, or as several.</summary>
/// <param name="queueOrTopicName">The queue or topic, or <c>%SETTING%</c>.</param>
/// <param name="entityType">Which of the two it is.</param>
public sealed class ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue) : OutputBindingAttribute
{
    /// <summary>The queue or topic, or <c>%SETTING%</c>.</summary>
    public string QueueOrTopicName { get; } = queueOrTopicName;

    /// <summary>The setting that holds the namespace's connection string.</summary>
    public string? Connection { get; set; }

    /// <summary>Whether the name is a queue's or a topic's.</summary>
    public ServiceBusEntityType EntityType { get; set; } = entityType;
}
