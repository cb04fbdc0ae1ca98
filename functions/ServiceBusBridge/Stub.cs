using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
#pragma warning disable
namespace Microsoft.Azure.Functions.Worker;
public enum ServiceBusEntityType { Queue, Topic }
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;
    public ServiceBusTriggerAttribute(string topicName, string subscriptionName) => (TopicName, SubscriptionName) = (topicName, subscriptionName);
    public string? Connection { get; set; }
    public string? QueueName { get; }
    public string? TopicName { get; }
    public string? SubscriptionName { get; }
    public bool IsSessionsEnabled { get; set; }
    [DefaultValue(false)]
    public bool IsBatched { get; set; }
    public bool AutoCompleteMessages { get; set; }
    Cardinality ISupportCardinality.Cardinality { get => IsBatched ? Cardinality.Many : Cardinality.One; set => IsBatched = value == Cardinality.Many; }
}
public sealed class ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue) : OutputBindingAttribute
{
    public string QueueOrTopicName => queueOrTopicName;
    public string? Connection { get; set; }
    public ServiceBusEntityType EntityType { get; set; } = entityType;
}
public class ServiceBusMessageActions
{
    protected ServiceBusMessageActions() { }
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null, string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task DeferMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
