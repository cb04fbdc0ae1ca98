using System.Text.Json.Nodes;
using MlFunctions.Learning;
using MlFunctions.Scoring;

namespace MlFunctions.OpenApi;

/// <summary>The schemas of what one pipeline predicts. They hold for every version that may be asked for, so classes are examples, not a closed list.</summary>
internal sealed class PredictionSchemas(ServedPipeline pipeline)
{
    /// <summary>The name of the schema of the answer of any pipeline.</summary>
    public const string Answer = "PredictionAnswer";

    private bool IsClassifier => pipeline.Definition.Task is LearningTask.Binary or LearningTask.Multiclass;

    private IReadOnlyList<string> Outputs => [.. pipeline.Definition.Targets.Select(target => target.As)];

    /// <summary>The answer of any pipeline: of one row, of many, or of arrays.</summary>
    public static JsonObject OfAnyPipeline()
    {
        var row = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["model_version"] = Version(), ["fallback"] = Fallback() },
            ["required"] = new JsonArray("model_version"),
        };
        return new JsonObject { ["oneOf"] = new JsonArray(row, new JsonObject { ["type"] = "array", ["items"] = row.DeepClone() }) };
    }

    /// <summary>The answer to a row that is an object.</summary>
    public JsonObject Row()
    {
        var properties = new JsonObject([.. Outputs.Select(name => KeyValuePair.Create(name, (JsonNode?)One()))]);
        var required = Outputs.Select(name => (JsonNode)name).Append("model_version").ToArray();
        if (IsClassifier)
        {
            properties["probabilities"] = ByLabel("By class, together 1; of models that know probabilities.");
            properties["scores"] = ByLabel("By class, of any size, of models that do not.");
        }

        properties["model_version"] = Version();
        properties["fallback"] = Fallback();
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray(required), ["additionalProperties"] = false };
    }

    /// <summary>The answer to rows that are arrays.</summary>
    public JsonObject Arrays() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["predictions"] = new JsonObject { ["type"] = "array", ["items"] = Value() },
            ["model_version"] = Version(),
            ["fallback"] = Fallback(),
        },
        ["required"] = new JsonArray("predictions", "model_version"),
        ["additionalProperties"] = false,
    };

    /// <summary>What is predicted of a row, without names: a class, a cluster, a number, or of several targets a number each.</summary>
    public JsonObject Value() => Outputs.Count == 1
        ? One()
        : new JsonObject { ["type"] = "array", ["items"] = One(), ["minItems"] = Outputs.Count, ["maxItems"] = Outputs.Count, ["description"] = $"In this order: {string.Join(", ", Outputs)}." };

    /// <summary>Every output of a model for a row, by name.</summary>
    public JsonObject Scores() => IsClassifier
        ? ByLabel("By class, probabilities or scores of any size.")
        : new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject([.. Outputs.Select(name => KeyValuePair.Create(name, (JsonNode?)One()))]),
            ["required"] = new JsonArray([.. Outputs.Select(name => (JsonNode)name)]),
            ["additionalProperties"] = false,
        };

    private static JsonObject Version() => new() { ["type"] = "string", ["description"] = "The version that answered, such as dispatch:3." };

    private static JsonObject Fallback() => new() { ["type"] = "boolean", ["description"] = "True where another version than the one that should have answered did, because that was late or failed." };

    private JsonObject One() => pipeline.Definition.Task switch
    {
        LearningTask.Binary or LearningTask.Multiclass when pipeline.Champion?.Labels is { Count: > 0 } labels =>
            new JsonObject { ["type"] = "string", ["examples"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]) },
        LearningTask.Binary or LearningTask.Multiclass => new JsonObject { ["type"] = "string" },
        LearningTask.Clustering => new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["description"] = "The number of the cluster." },
        _ => new JsonObject { ["type"] = "number" },
    };

    private static JsonObject ByLabel(string description) => new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "number" }, ["description"] = description };
}
