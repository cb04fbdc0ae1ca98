using System.Buffers;
using System.Text.Json;

namespace MlFunctions.Scoring;

/// <summary>A page of batches as it is answered; the batches are copied as they are.</summary>
internal static class PageJson
{
    /// <summary>UTF-8 JSON: <c>{"batches": […], "next": "…"}</c>.</summary>
    public static byte[] Of(BatchPage page)
    {
        var buffer = new ArrayBufferWriter<byte>(page.Batches.Sum(batch => batch.Length + 1) + 64);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("batches");
        foreach (var batch in page.Batches)
        {
            json.WriteRawValue(batch.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        if (page.Next is not null)
        {
            json.WriteString("next", page.Next);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
