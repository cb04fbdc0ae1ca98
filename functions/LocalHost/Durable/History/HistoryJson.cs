using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.Durable.History;

/// <summary>History as it is stored and exported: one JSON object an event.</summary>
internal static class HistoryJson
{
    private static readonly HistoryJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Payloads are JSON inside JSON: quotes are escaped by one character, not six.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(HistoryEvent historyEvent) => JsonSerializer.SerializeToUtf8Bytes(historyEvent, Context.HistoryEvent);

    public static HistoryEvent Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Context.HistoryEvent)!;

    public static byte[] WriteFailure(TaskFailureDetails failure) => JsonSerializer.SerializeToUtf8Bytes(failure, Context.TaskFailureDetails);

    public static TaskFailureDetails ReadFailure(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Context.TaskFailureDetails)!;

    public static string? WriteTags(IEnumerable<KeyValuePair<string, string>>? tags) =>
        tags is null || !tags.Any() ? null : JsonSerializer.Serialize(new Dictionary<string, string>(tags, StringComparer.Ordinal), Context.DictionaryStringString);

    public static Dictionary<string, string> ReadTags(string? json) =>
        json is null ? new(StringComparer.Ordinal) : JsonSerializer.Deserialize(json, Context.DictionaryStringString)!;
}
