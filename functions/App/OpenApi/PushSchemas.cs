using System.Text.Json.Nodes;
using MlFunctions.Events;

namespace MlFunctions.OpenApi;

/// <summary>What webhooks push, as OpenAPI 3.1 describes requests that a server sends: the member <c>webhooks</c> of the document.</summary>
internal static class PushSchemas
{
    private const string Push = "Push";

    /// <summary>Adds the schema of a push, and gives the description of all.</summary>
    public static JsonObject AddTo(JsonObject schemas)
    {
        schemas[Push] = Schema();
        return new JsonObject
        {
            ["event"] = new JsonObject
            {
                ["post"] = new JsonObject
                {
                    ["operationId"] = "ReceiveEvent",
                    ["security"] = new JsonArray(),
                    ["summary"] = "An event of a pipeline, pushed to the receivers that are registered for it, by Standard Webhooks 1.0.",
                    ["parameters"] = new JsonArray(
                        Header("webhook-id", "The same at every try of the same event.", "string"),
                        Header("webhook-timestamp", "When this try was made, in seconds since 1970.", "integer"),
                        Header("webhook-signature", "v1, and the base64 of HMAC-SHA256 over id, timestamp and body with full stops between.", "string")),
                    ["requestBody"] = new JsonObject
                    {
                        ["required"] = true,
                        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = TypeSchemas.Reference(Push) } },
                    },
                    ["responses"] = new JsonObject
                    {
                        ["2XX"] = new JsonObject { ["description"] = "The receiver has it." },
                        ["410"] = new JsonObject { ["description"] = "The receiver wants nothing more." },
                        ["default"] = new JsonObject { ["description"] = "It is tried again." },
                    },
                },
            },
        };
    }

    private static JsonObject Header(string name, string description, string type) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["required"] = true,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Schema() => Object(
        new JsonObject
        {
            ["type"] = new JsonObject { ["enum"] = new JsonArray([.. Enum.GetValues<PipelineEventType>().Select(type => (JsonNode)PipelineEvent.NameOf(type))]) },
            ["timestamp"] = new JsonObject { ["type"] = "string", ["format"] = "date-time", ["description"] = "When it happened." },
            ["data"] = Object(
                new JsonObject
                {
                    ["id"] = Text("The same for the same happening."),
                    ["pipeline"] = Text("To which pipeline."),
                    ["correlationId"] = Text("Ties together what came of one batch."),
                    ["subject"] = Text("What it happened to."),
                    ["detail"] = Text("More, in a few words."),
                    ["url"] = Text("Where scores that are ready can be read."),
                    ["batch"] = TypeSchemas.Reference(BatchSchemas.Batch),
                },
                "id", "pipeline", "correlationId", "subject"),
        },
        "type", "timestamp", "data");

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Object(JsonObject properties, params string[] required) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]),
        ["additionalProperties"] = false,
    };
}
