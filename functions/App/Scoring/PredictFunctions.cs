using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;

namespace MlFunctions.Scoring;

/// <summary>Predictions over HTTP, answered at once: <c>POST predict/{pipeline}</c> and <c>POST {alias}</c>.</summary>
public sealed class PredictFunctions(ServingModels models, OnlinePredictions predictions)
{
    /// <summary>By the pipeline's name.</summary>
    [Function("Predict")]
    [Operation("Predicts one row, many rows, or arrays of values.", AnswerSchema = PredictionSchemas.Answer, Body = """{"features": [[1, "SKU001"]]}""", Query = ["version: the version that is to answer; the champion without it"], Problems = [503])]
    public async Task<IResult> PredictAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "predict/{pipeline}")] HttpRequest request, string pipeline)
    {
        if (models.Find(pipeline) is null)
        {
            // The definition may have been stored a moment ago.
            await models.FindStoredAsync(pipeline, request.HttpContext.RequestAborted);
        }

        return models.Find(pipeline) is { } served
            ? await predictions.AnswerAsync(request, served)
            : Problems.NoPipeline(pipeline);
    }

    /// <summary>By an alias that a definition declares; and what no other function answers is unknown, whatever its method.</summary>
    /// <remarks>The Functions host tries routes in order of function name, so the name of a catch-all has to come last.</remarks>
    [Function("UnroutedRequest")]
    [Operation("Answers aliases, which are described with their pipelines, and says of everything else that it is unknown.", IsHidden = true)]
    public async Task<IResult> PredictByAliasAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", "get", "put", "patch", "delete", Route = "{*alias}")] HttpRequest request, string? alias) =>
        string.IsNullOrEmpty(alias) ? Root(request)
        : models.FindByAlias(alias) is not { } served ? Unanswered(request, HttpFunction.At(alias).SelectMany(function => function.Trigger.Methods ?? []))
        : HttpMethods.IsPost(request.Method) ? await predictions.AnswerAsync(request, served)
        : Unanswered(request, [HttpMethods.Post]);

    // Whoever opens the API itself wants to look at it.
    private static IResult Root(HttpRequest request) => HttpMethods.IsGet(request.Method)
        ? Results.Redirect($"{request.PathBase}{request.Path.Value!.TrimEnd('/')}/dashboard{request.QueryString}")
        : Unanswered(request, [HttpMethods.Get]);

    // A route that answers this method after all has got a value that it does not take, such as a version that is no number.
    private static ProblemHttpResult Unanswered(HttpRequest request, IEnumerable<string> methods)
    {
        var allowed = methods.Select(method => method.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return allowed.Count == 0 || allowed.Contains(request.Method, StringComparer.OrdinalIgnoreCase)
            ? Problems.Unknown($"Nothing answers {request.Method} {request.Path}.")
            : Problems.NotAllowed(request, allowed);
    }
}
