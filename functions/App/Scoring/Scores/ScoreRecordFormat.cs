using System.Text.Json;

namespace MlFunctions.Scoring;

/// <summary>Reads back the lines that <see cref="ScoreLines"/> writes.</summary>
internal static class ScoreRecordFormat
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is not such a line.</exception>
    public static ScoreRecord Read(ReadOnlyMemory<byte> line, string pipeline)
    {
        var json = new Utf8JsonReader(line.Span);
        string? id = null, model = null;
        ScoreKind? kind = null;
        var role = ScoreRole.Champion;
        DateTimeOffset created = default, at = default;
        var seconds = 0.0;
        ReadOnlyMemory<byte> features = default, view = default;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            var start = (int)json.TokenStartIndex;
            switch (name)
            {
                case "id":
                    id = json.GetString();
                    break;
                case "kind":
                    kind = Enum.Parse<ScoreKind>(json.GetString()!, ignoreCase: true);
                    break;
                case "role":
                    role = Enum.Parse<ScoreRole>(json.GetString()!, ignoreCase: true);
                    break;
                case "modelVersion":
                    model = json.GetString();
                    break;
                case "created":
                    created = json.GetDateTimeOffset();
                    break;
                case "at":
                    at = json.GetDateTimeOffset();
                    break;
                case "seconds":
                    seconds = json.GetDouble();
                    break;
                case "features":
                    json.Skip();
                    features = line[start..(int)json.BytesConsumed];
                    break;
                case "view":
                    json.Skip();
                    view = line[start..(int)json.BytesConsumed];
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return id is not null && kind is { } known && view.Length > 0
            ? new ScoreRecord(id, pipeline, known, role, model, created, at, seconds, features, view)
            : throw new JsonException("id, kind and view are expected");
    }
}
