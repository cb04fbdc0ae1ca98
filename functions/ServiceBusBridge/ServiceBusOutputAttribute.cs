using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends what a function returns to a queue or topic. A stand-in for the type of Microsoft.Azure.Functions.Worker.Extensions.ServiceBus, with its signatures.</summary>
public sealed class ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue) : OutputBindingAttribute
{
    /// <summary>The queue or topic.</summary>
    public string QueueOrTopicName { get; } = queueOrTopicName;

    /// <summary>The setting that holds the connection string or, as a section, the namespace's name; default: the host's own setting.</summary>
    public string? Connection { get; set; }

    /// <summary>Which of the two it is.</summary>
    public ServiceBusEntityType EntityType { get; set; } = entityType;
}
