using System.Text.Json;

namespace MlFunctions.Conformance;

/// <summary>A binding of a function: what its attribute says, as JSON.</summary>
internal sealed record FunctionBinding(JsonElement Json)
{
    /// <summary>The parameter's name.</summary>
    public string Name => Text("name")!;

    /// <summary>Such as <c>httpTrigger</c>.</summary>
    public string Type => Text("type")!;

    /// <summary>Whether one call takes many.</summary>
    public bool IsMany => Text("cardinality") == "Many";

    /// <summary>Whether the worker makes the parameter's value itself, of what the host says where it is.</summary>
    public bool IsDeferred => Find(Json, "properties") is { } properties && Find(properties, "SupportsDeferredBinding") is { } deferred && deferred.ToString() == bool.TrueString;

    /// <summary>A property of the attribute; null where it is not set.</summary>
    public string? Text(string property) => Find(Json, property)?.ToString();

    /// <summary>A list of the attribute; empty where it is not set.</summary>
    public IReadOnlyList<string> List(string property) => Find(Json, property) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.ToString())] : [];

    // A host takes the names in any case.
    private static JsonElement? Find(JsonElement json, string name)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }
}
