using System.Text.Json;
using MlFunctions.Http;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Reads records that are streamed in: objects that name an entity and some or all of its features.</summary>
internal static class RecordReader
{
    /// <summary>The most records that one request may have; larger ones are files.</summary>
    public const int MaximumRecords = 10_000;

    /// <summary>Reads a record, or an array of them.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="definition">The pipeline, which names an entity.</param>
    /// <param name="at">The moment from which the features are known.</param>
    /// <param name="errors">Receives what is wrong, field by field.</param>
    /// <exception cref="JsonException">It is not JSON, or neither an object nor an array of objects.</exception>
    public static IReadOnlyList<EntityFeatures> Read(ReadOnlyMemory<byte> json, PipelineDefinition definition, DateTimeOffset at, FaultList<FieldError> errors)
    {
        using var document = RequestJson.Parse(json);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return [Read(document.RootElement, "", definition, at, errors)];
        }

        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Object))
        {
            throw new JsonException("expected a record as an object, or records as an array of objects");
        }

        if (document.RootElement.GetArrayLength() is 0 or > MaximumRecords)
        {
            errors.Add(new FieldError("$", $"there are {document.RootElement.GetArrayLength():N0} records, expected 1 to {MaximumRecords:N0}"));
            return [];
        }

        return [.. document.RootElement.EnumerateArray().TakeWhile(_ => !errors.IsCutShort).Select((row, index) => Read(row, $"[{index}].", definition, at, errors))];
    }

    /// <summary>The name of an entity as JSON gives it: a text, or a number as it stands.</summary>
    public static string? NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static EntityFeatures Read(JsonElement record, string prefix, PipelineDefinition definition, DateTimeOffset at, FaultList<FieldError> errors)
    {
        var entity = record.TryGetProperty(definition.Entity!, out var name) ? NameOf(name) : null;
        if (entity is null)
        {
            errors.Add(new FieldError(prefix + definition.Entity, "is missing or no name; expected a text, for it says whom the record is about"));
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in record.EnumerateObject())
        {
            var value = FeatureValue.Of(member.Value);
            if (definition.Inputs.FirstOrDefault(feature => feature.Name == member.Name) is { } feature)
            {
                if (Fault(feature, value) is { } fault)
                {
                    errors.Add(new FieldError(prefix + fault.Field, fault.Fault));
                }
                else
                {
                    values[feature.Name] = FeatureText.Of(value);
                }
            }
            else if (member.Name != definition.Entity)
            {
                errors.Add(new FieldError(prefix + member.Name, $"is not a feature; the features are {VisibleText.List([.. definition.Inputs.Select(f => f.Name)])}"));
            }
        }

        return new EntityFeatures(entity ?? "", at, values);
    }

    /// <summary>A record may leave out any feature; words that are not declared may all come.</summary>
    private static FieldFault? Fault(FeatureDefinition feature, FeatureValue value) => new InputFeature
    {
        Name = feature.Name,
        Type = feature is { Type: FeatureType.Category, Values.Count: 0 } or { TakesOther: true } ? FeatureType.Text : feature.Type,
        Minimum = feature.Minimum,
        Maximum = feature.Maximum,
        Optional = true,
        Words = feature.Values,
        Format = feature.Format,
        Zone = feature.Zone,
    }.Fault(value);
}
