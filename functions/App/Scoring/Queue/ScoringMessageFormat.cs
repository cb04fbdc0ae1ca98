using System.Buffers;
using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// How a batch travels: <c>{"id","pipeline","correlationId","at","subjects":[…],"features":[[…]]}</c>, or with <c>"artifact"</c> in place of the rows.
/// The rows are copied as the client wrote them, so that numbers are read once and by one reader.
/// </summary>
internal static class ScoringMessageFormat
{
    private static readonly JsonWriterOptions Options = new() { Encoder = AppJson.Web.Encoder, SkipValidation = true };
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    /// <summary>A message with its rows.</summary>
    public static BinaryData Write(ScoringRequest request) => Write(request, artifact: null);

    /// <summary>A message that says where the rows are.</summary>
    public static BinaryData WriteReference(ScoringRequest request, string artifact) => Write(request, artifact);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not such a message.</exception>
    public static ScoringMessage Read(ReadOnlyMemory<byte> message)
    {
        var json = new Utf8JsonReader(message.Span);
        string? id = null, pipeline = null, artifact = null;
        DateTimeOffset? at = null;
        ReadOnlyMemory<byte> subjects = default, features = default;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "id":
                    id = json.GetString();
                    break;
                case "pipeline":
                    pipeline = json.GetString();
                    break;
                case "at":
                    at = json.GetDateTimeOffset();
                    break;
                case "artifact":
                    artifact = json.GetString();
                    break;
                case "subjects":
                    subjects = OneLine(Value(ref json, message));
                    break;
                case "features":
                    features = OneLine(Value(ref json, message));
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return id is { Length: > 0 } && pipeline is { Length: > 0 } && at is { } accepted && (artifact is not null || (subjects.Length > 0 && features.Length > 0))
            ? new ScoringMessage(new ScoringRequest(id, pipeline, accepted, subjects, features), artifact)
            : throw new JsonException("id, pipeline, at, subjects and features are expected, or artifact in place of the last two");
    }

    private static ReadOnlyMemory<byte> Value(ref Utf8JsonReader json, ReadOnlyMemory<byte> message)
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return message[start..(int)json.BytesConsumed];
    }

    // Scores are kept a line each; between values of JSON a line end means no more than a space.
    private static ReadOnlyMemory<byte> OneLine(ReadOnlyMemory<byte> value)
    {
        if (!value.Span.ContainsAny(LineEnds))
        {
            return value;
        }

        var line = value.ToArray();
        line.AsSpan().ReplaceAny(LineEnds, (byte)' ');
        return line;
    }

    private static BinaryData Write(ScoringRequest request, string? artifact)
    {
        var buffer = new ArrayBufferWriter<byte>(request.Subjects.Length + request.Features.Length + 256);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("id", request.Id);
        json.WriteString("pipeline", request.Pipeline);
        json.WriteString("correlationId", request.Id);
        json.WriteString("at", request.At);
        if (artifact is null)
        {
            json.WritePropertyName("subjects");
            json.WriteRawValue(request.Subjects.Span, skipInputValidation: true);
            json.WritePropertyName("features");
            json.WriteRawValue(request.Features.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteString("artifact", artifact);
        }

        json.WriteEndObject();
        json.Flush();
        return new BinaryData(buffer.WrittenMemory);
    }
}
