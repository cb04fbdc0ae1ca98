using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Scoring;
using MlFunctions.Training;

namespace MlFunctions.OpenApi;

/// <summary>The OpenAPI 3.1 document: every function from its attributes, and every pipeline's predictions from its definition.</summary>
internal sealed class OpenApiDocument
{
    /// <summary>The name of the schema of this document.</summary>
    public const string SchemaName = "OpenApiDocument";

    private const string ProblemSchema = "Problem";
    private const string Json = "application/json";

    private readonly JsonObject _paths = [];
    private readonly JsonObject _schemas = new() { [ProblemSchema] = Problem() };
    private readonly TypeSchemas _types;

    private OpenApiDocument()
    {
        _types = new TypeSchemas(_schemas);
        BatchSchemas.AddTo(_schemas);
        _schemas[PredictionSchemas.Answer] = PredictionSchemas.OfAnyPipeline();
        _schemas[DefinitionSchema.Name] = DefinitionSchema.Create();
        _schemas[SchemaName] = new JsonObject { ["type"] = "object", ["description"] = "OpenAPI 3.1." };
    }

    /// <summary>The document as it is now.</summary>
    /// <param name="pipelines">The pipelines.</param>
    /// <param name="server">Where the paths begin: <c>/api</c>.</param>
    public static JsonObject Create(IEnumerable<ServedPipeline> pipelines, string server)
    {
        var document = new OpenApiDocument();
        foreach (var function in HttpFunction.All.Where(function => function.Operation is { IsHidden: false }))
        {
            document.Add(function);
        }

        foreach (var pipeline in pipelines)
        {
            document.Add(pipeline);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "MlFunctions",
                ["version"] = CodeVersion.Current,
                ["description"] = "A machine-learning pipeline as a function app.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["paths"] = document._paths,
            ["webhooks"] = PushSchemas.AddTo(document._schemas),
            ["components"] = new JsonObject
            {
                ["schemas"] = document._schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["header"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" },
                    ["query"] = new JsonObject { ["type"] = "apiKey", ["in"] = "query", ["name"] = "code" },
                },
            },
        };
    }

    private void Add(HttpFunction function)
    {
        var operation = function.Operation!;
        var answer = operation.AnswerSchema is { } schema ? TypeSchemas.Reference(schema) : operation.Answer is { } type ? _types.Of(type) : [];
        var body = operation.Body is { } example
            ? Body(operation.BodyType, operation.BodySchema is { } name ? TypeSchemas.Reference(name) : [], example)
            : null;
        foreach (var method in function.Trigger.Methods ?? [])
        {
            Put(function.Path, method, Describe(function, operation.Summary, function.Name, Parameters(function), body, operation.AnswerType, answer));
        }
    }

    /// <summary>A pipeline's own routes: with its name in the path, and by its aliases.</summary>
    private void Add(ServedPipeline pipeline)
    {
        var schemas = new PipelineSchemas(pipeline);
        schemas.AddTo(_schemas);
        var name = pipeline.Definition.Name;
        var predict = Function("Predict");

        // An alias that two pipelines have, because their definitions were not stored by this API, is the first one's by name.
        foreach (var path in pipeline.Definition.Serving.Aliases.Prepend($"predict/{name}").Where(path => !_paths.ContainsKey($"/{path}")))
        {
            var body = Body(Json, schemas.Request(), schemas.Example().ToJsonString());
            Put($"/{path}", "post", Describe(predict, $"Predicts with the models of {name}.", $"Predict-{path.Replace('/', '-')}", Query(predict), body, Json, schemas.Answer()));
        }

        AddOwn(Function("IngestBatch"), name, Body(Json, schemas.Ingest(), schemas.IngestExample().ToJsonString()), _types.Of(typeof(AcceptedBatch)));
        AddOwn(Function("ListPredictions"), name, body: null, TypeSchemas.Reference(schemas.Page));
        AddOwn(Function("GetPredictions"), name, body: null, TypeSchemas.Reference(schemas.Batch));
    }

    /// <summary>A function of any pipeline, as it is for one.</summary>
    private void AddOwn(HttpFunction function, string pipeline, JsonObject? body, JsonObject answer)
    {
        var path = function.Path.Replace("{pipeline}", pipeline, StringComparison.Ordinal);
        var parameters = Parameters(function);
        parameters.RemoveAt(0);
        Put(path, function.Trigger.Methods![0], Describe(function, $"{function.Operation!.Summary} Of {pipeline}.", $"{function.Name}-{pipeline}", parameters, body, Json, answer));
    }

    private static HttpFunction Function(string name) => HttpFunction.All.Single(function => function.Name == name);

    private void Put(string path, string method, JsonObject operation)
    {
        // Two paths that differ in the names of their parameters alone are one path, which has one name for each.
        var known = _paths.Select(item => item.Key).FirstOrDefault(other => other != path && HttpFunction.IsSamePath(other, path));
        if (known is not null)
        {
            foreach (var (parameter, name) in HttpFunction.ParametersOf(path).Zip(HttpFunction.ParametersOf(known)))
            {
                foreach (var described in operation["parameters"]!.AsArray().Where(p => p!["in"]!.GetValue<string>() == "path" && p["name"]!.GetValue<string>() == parameter))
                {
                    described!["name"] = name;
                }
            }

            path = known;
        }

        var item = _paths[path] as JsonObject ?? [];
        _paths[path] = item;
        item[method.ToLowerInvariant()] = operation;
    }

    private static JsonObject Describe(HttpFunction function, string summary, string id, JsonArray parameters, JsonObject? body, string answerType, JsonObject answer)
    {
        var described = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = summary,
            ["tags"] = new JsonArray(function.Path.Split('/')[1]),
            ["parameters"] = parameters,
            ["responses"] = Responses(function, body is not null, answerType, answer),
        };
        if (body is not null)
        {
            described["requestBody"] = body;
        }

        if (function.Trigger.AuthLevel == AuthorizationLevel.Anonymous)
        {
            described["security"] = new JsonArray();
        }
        else
        {
            described["security"] = new JsonArray(new JsonObject { ["header"] = new JsonArray() }, new JsonObject { ["query"] = new JsonArray() });
            described["description"] = function.Trigger.AuthLevel == AuthorizationLevel.Admin ? "Needs the master key." : "Needs a function or host key.";
        }

        return described;
    }

    private static JsonObject Responses(HttpFunction function, bool hasBody, string answerType, JsonObject answer)
    {
        var operation = function.Operation!;
        var responses = new JsonObject { [Text(operation.Status)] = Done(operation.Status, answerType, answer) };
        if (operation.MayCreate)
        {
            responses[Text(201)] = Done(201, answerType, answer.DeepClone());
        }

        int[] problems =
        [
            .. operation.Problems,
            .. hasBody ? [400, 413, 415, 422] : Array.Empty<int>(),
            .. operation.Query.Length > 0 ? [422] : Array.Empty<int>(),
            .. function.Parameters.Any() && !operation.Creates ? [404] : Array.Empty<int>(),
            .. function.Trigger.AuthLevel == AuthorizationLevel.Anonymous ? Array.Empty<int>() : [401],
            429,
            500,
        ];
        foreach (var status in problems.Distinct().Order())
        {
            responses[Text(status)] = new JsonObject
            {
                ["description"] = "A problem.",
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = TypeSchemas.Reference(ProblemSchema) } },
            };
        }

        return responses;
    }

    private static JsonObject Done(int status, string answerType, JsonNode answer)
    {
        var response = new JsonObject { ["description"] = status == 201 ? "Made." : "Done." };
        if (status != 204)
        {
            response["content"] = new JsonObject { [answerType] = new JsonObject { ["schema"] = answer } };
        }

        return response;
    }

    private static JsonObject Body(string type, JsonObject schema, string example) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject
        {
            [type] = new JsonObject { ["schema"] = schema, ["example"] = type == Json ? JsonNode.Parse(example) : example },
        },
    };

    private static JsonArray Parameters(HttpFunction function) =>
    [
        .. function.Parameters.Select(parameter => (JsonNode)new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = parameter.IsWhole ? "integer" : "string" },
        }),
        .. Query(function).Select(parameter => parameter!.DeepClone()),
    ];

    private static JsonArray Query(HttpFunction function) =>
    [
        .. function.Operation!.Query.Select(parameter => (JsonNode)new JsonObject
        {
            ["name"] = parameter.Split(": ", 2)[0].TrimEnd('*'),
            ["in"] = "query",
            ["required"] = parameter.Split(": ", 2)[0].EndsWith('*'),
            ["description"] = parameter.Split(": ", 2)[1],
            ["schema"] = new JsonObject { ["type"] = "string" },
        }),
    ];

    private static JsonObject Problem() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string" },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string" },
            ["errors"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject { ["field"] = new JsonObject { ["type"] = "string" }, ["fault"] = new JsonObject { ["type"] = "string" } },
                    ["required"] = new JsonArray("field", "fault"),
                },
            },
        },
        ["required"] = new JsonArray("title", "status"),
    };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
