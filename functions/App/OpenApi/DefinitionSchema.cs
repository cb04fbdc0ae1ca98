using System.Text.Json.Nodes;

namespace MlFunctions.OpenApi;

/// <summary>The schema of pipeline definitions in outline; docs/pipeline.md has every field, and a definition that is refused is told each fault.</summary>
internal static class DefinitionSchema
{
    /// <summary>The name of the schema.</summary>
    public const string Name = "PipelineDefinition";

    private static readonly string[] Texts = ["name", "entity", "metric"];
    private static readonly string[] Lists = ["features", "targets", "series", "preparation", "candidates"];
    private static readonly string[] Objects = ["ingestion", "sources", "split", "gates", "retrain", "retention", "serving"];

    /// <summary>The schema.</summary>
    public static JsonObject Create() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(
        [
            .. Texts.Select(name => Member(name, new JsonObject { ["type"] = "string" })),
            Member("task", new JsonObject { ["enum"] = new JsonArray("regression", "binary", "multiclass", "clustering", "forecast") }),
            .. Lists.Select(name => Member(name, new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object" } })),
            .. Objects.Select(name => Member(name, new JsonObject { ["type"] = "object" })),
            Member("folds", new JsonObject { ["type"] = "integer", ["minimum"] = 2, ["maximum"] = 100 }),
            Member("approval", new JsonObject { ["type"] = new JsonArray("boolean", "object") }),
        ]),
        ["required"] = new JsonArray("name", "task", "features", "candidates", "metric"),
        ["additionalProperties"] = false,
    };

    private static KeyValuePair<string, JsonNode?> Member(string name, JsonObject schema) => KeyValuePair.Create(name, (JsonNode?)schema);
}
