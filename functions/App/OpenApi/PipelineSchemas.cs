using System.Text.Json.Nodes;
using MlFunctions.Pipelines;
using MlFunctions.Scoring;

namespace MlFunctions.OpenApi;

/// <summary>The schemas of one pipeline's requests and answers, from its definition and, for words that were learned, from its champion.</summary>
internal sealed class PipelineSchemas(ServedPipeline pipeline)
{
    private const int MostWords = 1000;

    private readonly PredictionSchemas _predictions = new(pipeline);

    private PipelineDefinition Definition => pipeline.Definition;

    /// <summary>The name of the schema of a row.</summary>
    public string Row => $"{Definition.Name}.Row";

    /// <summary>The name of the schema of a prediction.</summary>
    public string Prediction => $"{Definition.Name}.Prediction";

    /// <summary>The name of the schema of a batch.</summary>
    public string Batch => $"{Definition.Name}.{BatchSchemas.Batch}";

    /// <summary>The name of the schema of a page of batches.</summary>
    public string Page => $"{Definition.Name}.{BatchSchemas.Page}";

    /// <summary>Adds the schemas.</summary>
    public void AddTo(JsonObject schemas)
    {
        schemas[Row] = RowSchema();
        schemas[Prediction] = _predictions.Row();
        schemas[Batch] = BatchSchemas.Of(_predictions.Value(), _predictions.Scores());
        schemas[Page] = BatchSchemas.PageOf(Batch);
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
                ["properties"] = new JsonObject { ["features"] = Arrays() },
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
            _predictions.Arrays()),
    };

    /// <summary>The body of a batch for the queue.</summary>
    public JsonObject Ingest() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["subjects"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["maxItems"] = PredictionReader.MaximumRows },
            ["features"] = Arrays(),
        },
        ["required"] = new JsonArray("subjects", "features"),
        ["additionalProperties"] = false,
    };

    /// <summary>A batch of one row.</summary>
    public JsonObject IngestExample() => new()
    {
        ["subjects"] = new JsonArray("subject-1"),
        ["features"] = new JsonArray(new JsonArray([.. Definition.Inputs.Select(ExampleOf)])),
    };

    /// <summary>A row that is within all limits.</summary>
    public JsonObject Example() => new([.. Definition.Features.Select(feature => KeyValuePair.Create(feature.Name, ExampleOf(feature)))]);

    // Rows without names bring every input, in the order of the definition.
    private JsonObject Arrays() => new()
    {
        ["type"] = "array",
        ["maxItems"] = PredictionReader.MaximumRows,
        ["items"] = new JsonObject
        {
            ["type"] = "array",
            ["prefixItems"] = new JsonArray([.. Definition.Inputs.Select(Feature)]),
            ["minItems"] = Definition.Inputs.Count,
            ["maxItems"] = Definition.Inputs.Count,
        },
    };

    private JsonObject RowSchema()
    {
        var properties = new JsonObject([.. Definition.Inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)Feature(input)))]);
        var required = new JsonArray([.. Definition.Inputs.Where(input => !input.Optional).Select(input => (JsonNode)input.Name)]);
        var row = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false, ["examples"] = new JsonArray(Example()) };
        if (Definition.Entity is not { } entity)
        {
            row["required"] = required;
            return row;
        }

        if (!properties.ContainsKey(entity))
        {
            properties[entity] = new JsonObject { ["type"] = new JsonArray("string", "number") };
        }

        // Whoever is named brings what is known of them.
        row["anyOf"] = new JsonArray(new JsonObject { ["required"] = required }, new JsonObject { ["required"] = new JsonArray(entity) });
        return row;
    }

    private JsonObject Feature(FeatureDefinition feature)
    {
        var schema = new JsonObject();
        switch (feature.Type)
        {
            case FeatureType.Number:
                schema["type"] = TypeOf(feature.Whole ? "integer" : "number", feature);
                schema["minimum"] = feature.Minimum;
                schema["maximum"] = feature.Maximum;
                break;
            case FeatureType.Category when !feature.TakesOther && WordsOf(feature) is { Count: > 0 and <= MostWords } words:
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
}
