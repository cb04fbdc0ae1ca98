using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>What starts a Service Bus function: one message, or a batch.</summary>
internal sealed class MessageBatch(IReadOnlyList<BrokerMessage> messages)
{
    public IReadOnlyList<BrokerMessage> Messages => messages;

    /// <summary>What the broker keeps of a message that the function was given.</summary>
    /// <exception cref="ServiceBusException">It is none of these: another function's, or of an earlier delivery.</exception>
    public BrokerMessage Find(ServiceBusReceivedMessage message) =>
        messages.FirstOrDefault(known => known.LockToken == message.LockToken)
        ?? throw new ServiceBusException($"Message '{message.MessageId}' is not locked by this invocation.", ServiceBusFailureReason.MessageLockLost);

    /// <summary>The metadata of a single message, and the values of its body when that is a JSON object; a batch has none by name.</summary>
    public static IReadOnlyDictionary<string, object?> BindingData(InvocationContext context)
    {
        var messages = ((MessageBatch)context.TriggerValue!).Messages;
        if (messages.Count != 1)
        {
            return NoData.Instance;
        }

        var message = messages[0];
        var data = ValuesOf(message.Body);
        data["MessageId"] = message.MessageId;
        data["CorrelationId"] = message.Properties.CorrelationId;
        data["Subject"] = message.Properties.Subject;
        data["ContentType"] = message.Properties.ContentType;
        data["DeliveryCount"] = message.Deliveries;
        data["SequenceNumber"] = message.SequenceNumber;
        data["EnqueuedTimeUtc"] = message.Enqueued.UtcDateTime;
        data["ExpiresAtUtc"] = (message.Expires ?? DateTimeOffset.MaxValue).UtcDateTime;
        data["LockToken"] = message.LockToken;
        data["DeadLetterReason"] = message.DeadLetterReason;
        data["DeadLetterErrorDescription"] = message.DeadLetterDescription;
        data["ApplicationProperties"] = JsonSerializer.Serialize(ApplicationPropertyCodec.Decode(message.Properties.ApplicationProperties));
        return data;
    }

    /// <summary>The text, numbers and booleans directly in a JSON object, as text; none of a body that is something else.</summary>
    private static Dictionary<string, object?> ValuesOf(ReadOnlyMemory<byte> body)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (body.Span is not [(byte)'{', ..])
        {
            return values;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                {
                    values[property.Name] = property.Value.ToString();
                }
            }
        }
        catch (JsonException)
        {
            // Text that begins with a brace.
            values.Clear();
        }

        return values;
    }
}
