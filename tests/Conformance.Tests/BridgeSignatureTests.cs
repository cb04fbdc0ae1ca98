using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Conformance;

/// <summary>Whether the bridge to the Service Bus extension is spelled as the extension is, so that the one can be taken for the other.</summary>
public sealed class BridgeSignatureTests
{
    // As the official package, version 5.24, has them. The bridge leaves out ServiceBusExtensionStartup, since it has nothing to register,
    // and ServiceBusSessionMessageActions, since no function here takes part in sessions.
    private const string Official = """
        enum Microsoft.Azure.Functions.Worker.ServiceBusEntityType
          Queue = 0, Topic = 1

        class Microsoft.Azure.Functions.Worker.ServiceBusMessageActions
          protected ctor()
          virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
          virtual Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<String, Object> propertiesToModify = null, CancellationToken cancellationToken = default)
          virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, Dictionary<String, Object> propertiesToModify = null, String deadLetterReason = null, String deadLetterErrorDescription = null, CancellationToken cancellationToken = default)
          virtual Task DeferMessageAsync(ServiceBusReceivedMessage message, IDictionary<String, Object> propertiesToModify = null, CancellationToken cancellationToken = default)
          virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)

        sealed class Microsoft.Azure.Functions.Worker.ServiceBusOutputAttribute : OutputBindingAttribute
          ctor(String queueOrTopicName, ServiceBusEntityType entityType = Queue)
          String QueueOrTopicName { get; }
          String Connection { get; set; }
          ServiceBusEntityType EntityType { get; set; }

        sealed class Microsoft.Azure.Functions.Worker.ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
          ctor(String queueName)
          ctor(String topicName, String subscriptionName)
          String Connection { get; set; }
          String QueueName { get; }
          String TopicName { get; }
          String SubscriptionName { get; }
          Boolean IsSessionsEnabled { get; set; }
          Boolean IsBatched { get; set; }
          Boolean AutoCompleteMessages { get; set; }
        """;

    [Fact]
    public void EveryPublicTypeOfTheBridge_IsSpelledAsTheOfficialOne() =>
        Assert.Equal(Official, string.Join("\n\n", typeof(ServiceBusTriggerAttribute).Assembly.GetExportedTypes().OrderBy(type => type.Name, StringComparer.Ordinal).Select(Signatures.Of)), ignoreLineEndingDifferences: true);

    [Fact]
    public void NoOtherNamespaceOfMicrosoft_IsEnteredByTheBridge() =>
        Assert.All(typeof(ServiceBusTriggerAttribute).Assembly.GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) is false && !type.Namespace.StartsWith("System", StringComparison.Ordinal)),
            type => Assert.Equal("Microsoft.Azure.Functions.Worker", type.Namespace));
}
