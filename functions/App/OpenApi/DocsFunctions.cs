using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.OpenApi;

/// <summary>What the API is, for programs (<c>GET openapi.json</c>) and for people (<c>GET docs</c>).</summary>
public sealed class DocsFunctions(ServingModels models, AppLimits limits)
{
    private const string DocumentName = "openapi.json";

    /// <summary>The OpenAPI document, with each pipeline as it is defined now.</summary>
    [Function("GetOpenApi")]
    [Operation("This document.", AnswerSchema = OpenApiDocument.SchemaName, Query = ["pipeline: of which pipeline; without it, of as many as Limits:OpenApiPipelines allows"])]
    public IResult GetDocument([HttpTrigger(AuthorizationLevel.Function, "get", Route = DocumentName)] HttpRequest request) =>
        Results.Json(
            OpenApiDocument.Create(
                Described(request.Query["pipeline"].ToString()),
                request.Path.Value![..request.Path.Value!.LastIndexOf($"/{DocumentName}", StringComparison.OrdinalIgnoreCase)]),
            AppJson.Web);

    /// <summary>A page to read it on and try it from. It holds nothing secret; the document that it loads asks for a key, which <c>?code=</c> passes on.</summary>
    [Function("GetDocs")]
    [Operation("A page to read this document on, and to try the API from.", IsHidden = true)]
    public static IResult GetPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = SwaggerPage.ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Text(SwaggerPage.Html, "text/html");
    }

    /// <summary>The scripts and styles of that page.</summary>
    [Function("GetDocsFile")]
    [Operation("Scripts and styles of that page.", IsHidden = true)]
    public static IResult GetFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/{file}")] HttpRequest request, string file) =>
        SwaggerPage.Find(file) is { } found ? Results.Bytes(found.Content, found.ContentType) : Problems.Unknown($"There is no file '{file}'.");

    // Each is some twelve kilobytes of the document; all others are what the routes with {pipeline} say.
    private IEnumerable<ServedPipeline> Described(string pipeline) => pipeline.Length > 0
        ? models.All.Where(served => served.Definition.Name == pipeline)
        : models.All.OrderBy(served => served.Definition.Name, StringComparer.Ordinal).Take(limits.CountOf(Limit.OpenApiPipelines));
}
