using System.Text.Json.Nodes;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Scoring;

namespace MlFunctions.OpenApi;

/// <summary>The schemas of one pipeline's requests and answers, from its definition and, for words that were learned, from its champion.</summary>
internal sealed class PipelineSchemas(ServedPipeline pipeline)
{
    private const int MostWords = 1000;

    private PipelineDefinition Definition => pipeline.Definition;

    /// <summary>The name of the schema of a row.</summary>
    public string Row => $"{Definition.Name}.Row";

    /// <summary>The name of the schema of a prediction.</summary>
    public string Prediction => $"{Definition.Name}.Prediction";

    /// <summary>Adds the schemas.</summary>
    public void AddTo(JsonObject schemas)
    {
        schemas[Row] = RowSchema();
        schemas[Prediction] = PredictionSchema();
    }

    /// <summary>The body of a request for predictions, in any of its three shapes.</summary>
    public JsonObject Request() => new()
    {
        ["oneOf"] = new JsonArray(
            TypeSchemas.Reference(Row),
            new JsonObject { ["type"] = "array", ["items"] = TypeSchemas.Reference(Row), ["maxItems"] = PredictionReader.MaximumRows },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["features"] = new JsonObject
                    {
                        ["type"] = "array",
                        ["maxItems"] = PredictionReader.MaximumRows,
                        ["items"] = new JsonObject
                        {
                            ["type"] = "array",
                            ["prefixItems"] = new JsonArray([.. Definition.Features.Select(Feature)]),
                            ["minItems"] = Definition.Features.Count,
                            ["maxItems"] = Definition.Features.Count,
                        },
                    },
                },
                ["required"] = new JsonArray("features"),
                ["additionalProperties"] = false,
            }),
    };

    /// <summary>The answer, in the shape of the request.</summary>
    public JsonObject Answer() => new()
    {
        ["oneOf"] = new JsonArray(
            TypeSchemas.Reference(Prediction),
            new JsonObject { ["type"] = "array", ["items"] = TypeSchemas.Reference(Prediction) },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["predictions"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = new JsonArray("number", "string", "array") } },
                    ["model_version"] = Version(),
                    ["fallback"] = Fallback(),
                },
                ["required"] = new JsonArray("predictions", "model_version"),
                ["additionalProperties"] = false,
            }),
    };

    /// <summary>A row that is within all limits.</summary>
    public JsonObject Example() => new([.. Definition.Features.Select(feature => KeyValuePair.Create(feature.Name, ExampleOf(feature)))]);

    private static JsonObject Version() => new() { ["type"] = "string", ["description"] = "The version that answered, such as dispatch:3." };

    private static JsonObject Fallback() => new() { ["type"] = "boolean", ["description"] = "True where another version than the one that should have answered did, because that was late or failed." };

    private JsonObject RowSchema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject([.. Definition.Features.Select(feature => KeyValuePair.Create(feature.Name, (JsonNode?)Feature(feature)))]),
        ["required"] = new JsonArray([.. Definition.Features.Where(feature => !feature.Optional).Select(feature => (JsonNode)feature.Name)]),
        ["additionalProperties"] = false,
        ["examples"] = new JsonArray(Example()),
    };

    private JsonObject Feature(FeatureDefinition feature)
    {
        var schema = new JsonObject();
        switch (feature.Type)
        {
            case FeatureType.Number:
                schema["type"] = TypeOf("number", feature);
                schema["minimum"] = feature.Minimum;
                schema["maximum"] = feature.Maximum;
                break;
            case FeatureType.Category when WordsOf(feature) is { Count: > 0 and <= MostWords } words:
                schema["enum"] = new JsonArray([.. words.Select(word => (JsonNode?)word), .. feature.Optional ? new JsonNode?[] { null } : []]);
                break;
            case FeatureType.Instant:
                schema["type"] = TypeOf("string", feature);
                schema["description"] = "A date or time in ISO 8601.";
                break;
            default:
                schema["type"] = TypeOf("string", feature);
                break;
        }

        foreach (var (name, _) in schema.Where(member => member.Value is null).ToList())
        {
            schema.Remove(name);
        }

        return schema;
    }

    private static JsonNode TypeOf(string type, FeatureDefinition feature) => feature.Optional ? new JsonArray(type, "null") : type;

    private IReadOnlyList<string> WordsOf(FeatureDefinition feature) => feature.Values.Count > 0
        ? feature.Values
        : pipeline.Champion?.Preparation.Inputs.FirstOrDefault(input => input.Name == feature.Name)?.Words ?? [];

    private JsonNode? ExampleOf(FeatureDefinition feature) => feature.Type switch
    {
        FeatureType.Number => Math.Max(feature.Minimum ?? double.MinValue, Math.Min(feature.Maximum ?? double.MaxValue, 1)),
        FeatureType.Category => WordsOf(feature) is [var word, ..] ? word : "word",
        FeatureType.Instant => "2024-02-29T13:45:00Z",
        _ => "some words",
    };

    private JsonObject PredictionSchema()
    {
        var isClassifier = Definition.Task is LearningTask.Binary or LearningTask.Multiclass;
        var properties = new JsonObject();
        foreach (var target in isClassifier ? Definition.Targets.Take(1) : Definition.Targets)
        {
            properties[target.As] = isClassifier ? Label() : new JsonObject { ["type"] = "number" };
        }

        var required = properties.Select(property => (JsonNode)property.Key).Append("model_version").ToArray();
        if (isClassifier)
        {
            var byLabel = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "number" } };
            properties["probabilities"] = byLabel;
            properties["scores"] = byLabel.DeepClone();
        }

        properties["model_version"] = Version();
        properties["fallback"] = Fallback();
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray(required), ["additionalProperties"] = false };
    }

    private JsonObject Label() => pipeline.Champion?.Labels is { Count: > 0 } labels
        ? new JsonObject { ["enum"] = new JsonArray([.. labels.Select(label => (JsonNode?)label)]) }
        : new JsonObject { ["type"] = "string" };
}
