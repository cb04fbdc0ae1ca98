using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlFunctions.Training;

/// <summary>Reads hyperparameters back as what they are: numbers, words, yes or no, or null.</summary>
internal sealed class HyperparameterValuesConverter : JsonConverter<IReadOnlyDictionary<string, object?>>
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, element) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options) ?? [])
        {
            values[name] = element.ValueKind switch
            {
                JsonValueKind.Number => element.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Null => null,
                _ => throw new JsonException($"The hyperparameter '{name}' is {element.ValueKind}, expected a number, a word, true, false or null."),
            };
        }

        return values;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> value, JsonSerializerOptions options)
    {
        // A null is a value here ("no limit"), not the absence of one.
        writer.WriteStartObject();
        foreach (var (name, setting) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, setting, options);
        }

        writer.WriteEndObject();
    }
}
