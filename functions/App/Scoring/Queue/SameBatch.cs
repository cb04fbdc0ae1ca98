using System.IO.Hashing;
using System.Text.Json;

namespace MlFunctions.Scoring;

/// <summary>Whether two batches say the same: the same subjects with the same rows, however their JSON is written.</summary>
internal static class SameBatch
{
    /// <summary>What of a batch is not as another has it: <c>subjects</c>, <c>features</c> or both; empty: they are the same.</summary>
    /// <param name="known">A batch as it is shown.</param>
    /// <param name="batch">A batch that comes.</param>
    public static IReadOnlyList<string> Differences(BatchEntry known, ScoringRequest batch)
    {
        using var view = JsonDocument.Parse(known.View);
        var subjects = JsonSerializer.SerializeToUtf8Bytes(view.RootElement.GetProperty("subjects"));
        var differences = new List<string>();
        if (Of(subjects) != Of(batch.Subjects.Span))
        {
            differences.Add("subjects");
        }

        if (Of(known.Features.Span) != Of(batch.Features.Span))
        {
            differences.Add("features");
        }

        return differences;
    }

    // Spaces and line ends between values say nothing, 1 and 1.0 are one number, and a text is the same however it is escaped.
    private static UInt128 Of(ReadOnlySpan<byte> content)
    {
        var hash = new XxHash128();
        var json = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = 16 });
        Span<byte> head = stackalloc byte[1 + sizeof(double)];
        while (json.Read())
        {
            head[0] = (byte)json.TokenType;
            var text = json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? json.GetString()! : "";
            BitConverter.TryWriteBytes(head[1..], json.TokenType == JsonTokenType.Number ? json.GetDouble() : text.Length);
            hash.Append(head);
            hash.Append(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
