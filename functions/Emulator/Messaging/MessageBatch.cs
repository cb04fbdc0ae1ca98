using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Messaging;

/// <summary>What starts a Service Bus function: one message, or a batch.</summary>
internal sealed class MessageBatch(IReadOnlyList<ServiceBusReceivedMessage> messages)
{
    public IReadOnlyList<ServiceBusReceivedMessage> Messages => messages;

    /// <summary>The metadata of a single message, and the values of its body when that is a JSON object; a batch has none by name.</summary>
    public static IReadOnlyDictionary<string, object?> BindingData(InvocationContext context)
    {
        var messages = ((MessageBatch)context.TriggerValue!).Messages;
        if (messages.Count != 1)
        {
            return NoData.Instance;
        }

        var message = messages[0];
        var data = ValuesOf(message.Body.ToMemory());
        data["MessageId"] = message.MessageId;
        data["CorrelationId"] = message.CorrelationId;
        data["Subject"] = message.Subject;
        data["ContentType"] = message.ContentType;
        data["DeliveryCount"] = message.DeliveryCount;
        data["SequenceNumber"] = message.SequenceNumber;
        data["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime;
        data["ExpiresAtUtc"] = message.ExpiresAt.UtcDateTime;
        data["LockToken"] = message.LockToken;
        data["DeadLetterReason"] = message.DeadLetterReason;
        data["DeadLetterErrorDescription"] = message.DeadLetterErrorDescription;
        data["ApplicationProperties"] = JsonSerializer.Serialize(message.ApplicationProperties);
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
