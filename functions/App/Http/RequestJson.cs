using System.Text.Json;

namespace MlFunctions.Http;

/// <summary>How JSON of requests is parsed: a member that is given twice is refused, because readers would differ on which of the two counts.</summary>
internal static class RequestJson
{
    /// <summary>The options.</summary>
    public static JsonDocumentOptions Options { get; } = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>The document; an empty body is <c>{}</c>.</summary>
    /// <exception cref="JsonException">It is not JSON, is nested deeper than 64 levels, or has a member twice.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) => JsonDocument.Parse(body.IsEmpty ? "{}"u8.ToArray() : body, Options);
}
