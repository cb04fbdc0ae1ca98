using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using MlFunctions.Storage;

namespace MlFunctions.OpenApi;

/// <summary>The JSON schemas of the types that answers are written from, by the same rules as they are written.</summary>
internal sealed class TypeSchemas(JsonObject schemas)
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = false,
        TransformSchemaNode = (context, schema) => schema.GetValueKind() == JsonValueKind.True ? AnyValue() : WithoutNullsRequired(context.TypeInfo, schema),
    };

    /// <summary>A reference to the schema of a type, which is added where it is not there yet.</summary>
    public JsonObject Of(Type type)
    {
        var name = NameOf(type);
        if (!schemas.ContainsKey(name))
        {
            var schema = AppJson.Web.GetJsonSchemaAsNode(type, Options);
            Rebase(schema, $"#/components/schemas/{name}");
            schemas[name] = schema;
        }

        return Reference(name);
    }

    /// <summary>A reference to a schema by name.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>A type as people name it: <c>RunView</c>, <c>RunViewList</c>.</summary>
    private static string NameOf(Type type)
    {
        var item = type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? type.GetGenericArguments()[^1]
            : null;
        return item is null ? type.Name.Split('`')[0] + string.Concat(type.GetGenericArguments().Select(NameOf)) : NameOf(item) + "List";
    }

    // Members that are null are not written, so none that may be is required. The exporter does not say it of numbers, which may be words too (NaN).
    private static JsonNode WithoutNullsRequired(JsonTypeInfo described, JsonNode schema)
    {
        if (schema is JsonObject { } type && type["required"] is JsonArray required && type["properties"] is JsonObject properties)
        {
            var nullable = described.Properties.Where(member => Nullable.GetUnderlyingType(member.PropertyType) is not null).Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var name in required.Select(member => member!.GetValue<string>()).Where(name => nullable.Contains(name) || MayBeNull(properties[name])).ToList())
            {
                required.Remove(required.First(member => member!.GetValue<string>() == name));
            }
        }

        return schema;
    }

    // JSON Schema may write it as true, which programs that make clients do not read.
    private static JsonObject AnyValue() => new() { ["description"] = "Any JSON value." };

    private static bool MayBeNull(JsonNode? property) => property is not JsonObject { } schema
        || (schema["type"] is JsonArray types && types.Any(type => type!.GetValue<string>() == "null"))
        || (schema["enum"] is JsonArray values && values.Contains(null))
        || (schema["anyOf"] is JsonArray options && options.Any(MayBeNull))
        || (schema["type"] is null && schema["anyOf"] is null && schema["enum"] is null);

    // The exporter points at parts of the type's own schema, which is now a part of the document.
    private static void Rebase(JsonNode? node, string root)
    {
        switch (node)
        {
            case JsonObject { } schema:
                if (schema["$ref"] is JsonValue reference && reference.GetValueKind() == JsonValueKind.String)
                {
                    schema["$ref"] = root + reference.GetValue<string>().TrimStart('#');
                }

                foreach (var (_, value) in schema)
                {
                    Rebase(value, root);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Rebase(item, root);
                }

                break;
        }
    }
}
