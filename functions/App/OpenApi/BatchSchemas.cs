using System.Text.Json.Nodes;

namespace MlFunctions.OpenApi;

/// <summary>The schemas of batches as queries answer them, which are written straight from scores and so have no type to be read from.</summary>
internal static class BatchSchemas
{
    /// <summary>The name of the schema of a batch of any pipeline.</summary>
    public const string Batch = "PredictionBatch";

    /// <summary>The name of the schema of a page of them.</summary>
    public const string Page = "PredictionBatchPage";

    /// <summary>Adds the schemas of batches of any pipeline.</summary>
    public static void AddTo(JsonObject schemas)
    {
        var prediction = new JsonObject
        {
            ["type"] = new JsonArray("number", "string", "array"),
            ["items"] = new JsonObject { ["type"] = "number" },
            ["description"] = "A number, the number of a cluster, a class, or of several targets a number each.",
        };
        schemas[Batch] = Of(prediction, new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "number" } });
        schemas[Page] = PageOf(Batch);
    }

    /// <summary>A batch.</summary>
    /// <param name="prediction">What is predicted of a row.</param>
    /// <param name="scores">Every output of the model for a row, by name.</param>
    public static JsonObject Of(JsonObject prediction, JsonObject scores) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["batchId"] = new JsonObject { ["type"] = "string" },
            ["subjects"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["description"] = "What the client calls the rows." },
            ["predictions"] = new JsonObject { ["type"] = "array", ["items"] = prediction, ["description"] = "In the order of the subjects; empty while the batch waits, and where it failed." },
            ["scores"] = new JsonObject { ["type"] = "array", ["items"] = scores, ["description"] = "In the same order." },
            ["modelVersion"] = new JsonObject { ["type"] = "string", ["description"] = "The version that scored, such as dispatch:3." },
            ["created"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            ["status"] = new JsonObject { ["enum"] = new JsonArray("pending", "scored", "failed") },
            ["reason"] = new JsonObject { ["type"] = "string", ["description"] = "Why it failed." },
        },
        ["required"] = new JsonArray("batchId", "subjects", "predictions", "scores", "created", "status"),
        ["additionalProperties"] = false,
    };

    /// <summary>A page of batches, newest first.</summary>
    /// <param name="batch">The name of the schema of one.</param>
    public static JsonObject PageOf(string batch) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["batches"] = new JsonObject { ["type"] = "array", ["items"] = TypeSchemas.Reference(batch) },
            ["next"] = new JsonObject { ["type"] = "string", ["description"] = "The 'after' of the next page; not there on the last." },
        },
        ["required"] = new JsonArray("batches"),
        ["additionalProperties"] = false,
    };
}
