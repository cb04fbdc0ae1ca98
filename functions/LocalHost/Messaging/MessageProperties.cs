using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>What a message carries beside its payload, as it is kept.</summary>
internal sealed record MessageProperties
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static MessageProperties None { get; } = new();

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    public string? ReplyTo { get; init; }

    public string? To { get; init; }

    /// <summary>Values with their types, as <see cref="ApplicationPropertyCodec"/> writes them.</summary>
    public Dictionary<string, string>? ApplicationProperties { get; init; }

    public static MessageProperties Of(ServiceBusMessage message) => new()
    {
        CorrelationId = message.CorrelationId,
        Subject = message.Subject,
        ContentType = message.ContentType,
        ReplyTo = message.ReplyTo,
        To = message.To,
        ApplicationProperties = message.ApplicationProperties.Count == 0 ? null : ApplicationPropertyCodec.Encode(message.ApplicationProperties),
    };

    public static MessageProperties Parse(string? text) => text is null ? None : JsonSerializer.Deserialize<MessageProperties>(text, Json)!;

    /// <summary>The text to keep; null when there is nothing.</summary>
    public string? Serialize() => this == None ? null : JsonSerializer.Serialize(this, Json);

    /// <summary>These properties with some of the app's own changed.</summary>
    public MessageProperties With(IDictionary<string, object>? changes)
    {
        if (changes is null or { Count: 0 })
        {
            return this;
        }

        var changed = new Dictionary<string, string>(ApplicationProperties ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in ApplicationPropertyCodec.Encode(changes))
        {
            changed[name] = value;
        }

        return this with { ApplicationProperties = changed };
    }
}
