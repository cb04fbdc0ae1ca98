using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Messaging;

/// <summary>What starts a Service Bus function: one message, or a batch.</summary>
internal sealed class MessageBatch(IReadOnlyList<ServiceBusReceivedMessage> messages)
{
    public IReadOnlyList<ServiceBusReceivedMessage> Messages => messages;

    /// <summary>The metadata of a single message; a batch has none by name.</summary>
    public static IReadOnlyDictionary<string, object?> BindingData(InvocationContext context)
    {
        var messages = ((MessageBatch)context.TriggerValue!).Messages;
        if (messages.Count != 1)
        {
            return NoData.Instance;
        }

        var message = messages[0];
        return new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageId"] = message.MessageId,
            ["CorrelationId"] = message.CorrelationId,
            ["Subject"] = message.Subject,
            ["ContentType"] = message.ContentType,
            ["DeliveryCount"] = message.DeliveryCount,
            ["SequenceNumber"] = message.SequenceNumber,
            ["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime,
            ["ExpiresAtUtc"] = message.ExpiresAt.UtcDateTime,
            ["LockToken"] = message.LockToken,
            ["DeadLetterReason"] = message.DeadLetterReason,
            ["DeadLetterErrorDescription"] = message.DeadLetterErrorDescription,
            ["ApplicationProperties"] = JsonSerializer.Serialize(message.ApplicationProperties),
        };
    }
}
