using System.Text.Json;

namespace MlFunctions.Tests.OpenApi;

/// <summary>Holds JSON against the part of JSON Schema 2020-12 that the OpenAPI document uses; a keyword that it does not know fails the check.</summary>
internal sealed class JsonSchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> Annotations = ["description", "title", "examples", "example", "default", "format", "pattern", "$comment", "contentEncoding"];

    /// <summary>What is wrong, each with its path; empty: nothing.</summary>
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value, string path = "$")
    {
        if (schema.ValueKind is JsonValueKind.True)
        {
            return [];
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Faults(Resolve(reference.GetString()!), value, path);
        }

        var faults = new List<string>();
        foreach (var keyword in schema.EnumerateObject())
        {
            faults.AddRange(Faults(schema, keyword, value, path));
        }

        return faults;
    }

    private IEnumerable<string> Faults(JsonElement schema, JsonProperty keyword, JsonElement value, string path) => keyword.Name switch
    {
        "type" => HasType(keyword.Value, value) ? [] : [$"{path} is {value.ValueKind}, expected {keyword.Value}"],
        "enum" => keyword.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)) ? [] : [$"{path} is {value}, expected one of {keyword.Value}"],
        "properties" when value.ValueKind == JsonValueKind.Object => keyword.Value.EnumerateObject()
            .SelectMany(property => value.TryGetProperty(property.Name, out var member) ? Faults(property.Value, member, $"{path}.{property.Name}") : []),
        "additionalProperties" when value.ValueKind == JsonValueKind.Object => value.EnumerateObject()
            .Where(member => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(member.Name, out _))
            .SelectMany(member => keyword.Value.ValueKind == JsonValueKind.False ? [$"{path}.{member.Name} is unknown"] : Faults(keyword.Value, member.Value, $"{path}.{member.Name}")),
        "required" when value.ValueKind == JsonValueKind.Object => keyword.Value.EnumerateArray()
            .Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name} is missing"),
        "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Faults(keyword.Value, item, $"{path}[{index}]")),
        "prefixItems" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().Zip(keyword.Value.EnumerateArray())
            .SelectMany((pair, index) => Faults(pair.Second, pair.First, $"{path}[{index}]")),
        "minItems" when value.ValueKind == JsonValueKind.Array => value.GetArrayLength() >= keyword.Value.GetInt32() ? [] : [$"{path} has too few items"],
        "maxItems" when value.ValueKind == JsonValueKind.Array => value.GetArrayLength() <= keyword.Value.GetInt32() ? [] : [$"{path} has too many items"],
        "minimum" when value.ValueKind == JsonValueKind.Number => value.GetDouble() >= keyword.Value.GetDouble() ? [] : [$"{path} is below {keyword.Value}"],
        "maximum" when value.ValueKind == JsonValueKind.Number => value.GetDouble() <= keyword.Value.GetDouble() ? [] : [$"{path} is above {keyword.Value}"],
        "oneOf" => keyword.Value.EnumerateArray().Count(option => Faults(option, value, path).Count == 0) == 1 ? [] : [$"{path} is not exactly one of its shapes: {value}"],
        "anyOf" => keyword.Value.EnumerateArray().Any(option => Faults(option, value, path).Count == 0) ? [] : [$"{path} is none of its shapes: {value}"],
        "properties" or "additionalProperties" or "required" or "items" or "prefixItems" or "minItems" or "maxItems" or "minimum" or "maximum" => [],
        _ => Annotations.Contains(keyword.Name) ? [] : throw new NotSupportedException($"The keyword '{keyword.Name}' at {path} is not known to this check."),
    };

    private static bool HasType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => HasType(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => false,
        };

    private JsonElement Resolve(string reference) => reference.Split('/').Skip(1).Aggregate(
        document,
        (element, part) => element.ValueKind == JsonValueKind.Array ? element[int.Parse(part)] : element.GetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));
}
