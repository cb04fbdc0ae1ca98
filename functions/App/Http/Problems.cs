using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MlFunctions.Pipelines;

namespace MlFunctions.Http;

/// <summary>Errors over HTTP, all of one form: problem+json, with <c>errors[]</c> that name field and fault.</summary>
internal static class Problems
{
    private const int LongestDetail = 4000;

    /// <summary>400: the request cannot be read.</summary>
    public static ProblemHttpResult Malformed(string detail) => Problem(StatusCodes.Status400BadRequest, "The request cannot be read", detail);

    /// <summary>404: there is no such thing.</summary>
    public static ProblemHttpResult Unknown(string detail) => Problem(StatusCodes.Status404NotFound, "There is no such thing", detail);

    /// <summary>404: there is no pipeline of that name.</summary>
    public static ProblemHttpResult NoPipeline(string pipeline) => Unknown($"There is no pipeline '{pipeline}'.");

    /// <summary>404: there is no run of that id.</summary>
    public static ProblemHttpResult NoRun(string id) => Unknown($"There is no run '{id}'.");

    /// <summary>409: there is one already, and it is not written over.</summary>
    public static ProblemHttpResult AlreadyThere(string detail) => Problem(StatusCodes.Status409Conflict, "It is there already", detail);

    /// <summary>405: it is there, but not by this method; the answer's <c>Allow</c> says by which.</summary>
    public static ProblemHttpResult NotAllowed(HttpRequest request, IEnumerable<string> allowed)
    {
        var methods = string.Join(", ", allowed);
        request.HttpContext.Response.Headers.Allow = methods;
        return Problem(StatusCodes.Status405MethodNotAllowed, "It is not there by this method", $"{request.Path} does not answer {request.Method}, but {methods}.");
    }

    /// <summary>409: it is not in a state in which this can be done.</summary>
    public static ProblemHttpResult WrongState(string detail) => Problem(StatusCodes.Status409Conflict, "It cannot be done as things are", detail);

    /// <summary>413: the request is larger than is accepted.</summary>
    public static ProblemHttpResult TooLarge(string detail) => Problem(StatusCodes.Status413PayloadTooLarge, "The request is too large", detail);

    /// <summary>415: the request is in an encoding that is not understood.</summary>
    public static ProblemHttpResult UnknownEncoding(string detail) => Problem(StatusCodes.Status415UnsupportedMediaType, "The request's encoding is not known", detail);

    /// <summary>422: the request can be read, but fields of it are wrong. A hundred are named; the detail says how many more there are.</summary>
    public static ProblemHttpResult Invalid(string detail, IEnumerable<FieldError> errors)
    {
        var named = FaultLists.Of(errors);
        var rest = named.More == 0 ? "" : $" The first {FaultList<FieldError>.MostNamed} errors are named; there are {FaultLists.Rest(named)}.";
        return TypedResults.Problem(
            VisibleText.Cut(detail, LongestDetail) + rest,
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: "Fields of the request are wrong",
            extensions: [new("errors", named.ToArray())]);
    }

    /// <summary>422: the JSON of the request has faults.</summary>
    public static ProblemHttpResult InvalidJson(string detail, FaultList<JsonFault> faults)
    {
        var errors = FaultLists.Of(faults.Select(fault => new FieldError(fault.Path, fault.Message)));
        errors.AddMore(faults.More);
        return Invalid(detail, errors);
    }

    /// <summary>429: more is asked for than can be done in time, or than one caller may; the request is to come again.</summary>
    public static IResult TooMany(string detail, TimeSpan retryAfter) =>
        new RetryLater(Problem(StatusCodes.Status429TooManyRequests, "There is too much to do", detail), retryAfter);

    /// <summary>503: it cannot be answered now; the request is to come again.</summary>
    /// <param name="detail">What the answer would come from, and why it cannot.</param>
    /// <param name="retryAfter">When; null: that depends on others, such as a model that is yet to be trained.</param>
    public static IResult NotNow(string detail, TimeSpan? retryAfter = null)
    {
        var problem = Problem(StatusCodes.Status503ServiceUnavailable, "It cannot be answered now", detail);
        return retryAfter is { } after ? new RetryLater(problem, after) : problem;
    }

    /// <summary>A status that the server has chosen for a request that does not come as it should.</summary>
    public static ProblemHttpResult Refused(int status, string detail) => Problem(status, "The request does not come as it should", detail);

    private static ProblemHttpResult Problem(int status, string title, string detail) => TypedResults.Problem(VisibleText.Cut(detail, LongestDetail), statusCode: status, title: title);
}
