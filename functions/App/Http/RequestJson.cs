using System.Text.Json;

namespace MlFunctions.Http;

/// <summary>How JSON of requests is parsed: a member that is given twice is refused, because readers would differ on which of the two counts.</summary>
internal static class RequestJson
{
    /// <summary>The most names and values that a body may have together.</summary>
    public const int MostTokens = 1_000_000;

    /// <summary>The options.</summary>
    public static JsonDocumentOptions Options { get; } = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>The document; an empty body is <c>{}</c>.</summary>
    /// <exception cref="JsonException">It is not JSON, is nested deeper than 64 levels, has a member twice, or more than <see cref="MostTokens"/> names and values.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostTokens)
        {
            Count(body.Span);
        }

        return JsonDocument.Parse(body.IsEmpty ? "{}"u8.ToArray() : body, Options);
    }

    // A document takes twelve bytes for each name and value, however few bytes they have themselves.
    private static void Count(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        for (var tokens = 0; json.Read(); tokens++)
        {
            if (tokens >= MostTokens)
            {
                throw new JsonException($"it has more than {MostTokens:N0} names and values");
            }
        }
    }
}
