using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MlFunctions.Http;

/// <summary>Errors over HTTP, all of one form: problem+json, with <c>errors[]</c> that name field and fault.</summary>
internal static class Problems
{
    /// <summary>400: the request cannot be read.</summary>
    public static ProblemHttpResult Malformed(string detail) => Problem(StatusCodes.Status400BadRequest, "The request cannot be read", detail);

    /// <summary>404: there is no such thing.</summary>
    public static ProblemHttpResult Unknown(string detail) => Problem(StatusCodes.Status404NotFound, "There is no such thing", detail);

    /// <summary>404: there is no pipeline of that name.</summary>
    public static ProblemHttpResult NoPipeline(string pipeline) => Unknown($"There is no pipeline '{pipeline}'.");

    /// <summary>405: it is there, but not by this method; the answer's <c>Allow</c> says by which.</summary>
    public static ProblemHttpResult NotAllowed(HttpRequest request, IEnumerable<string> allowed)
    {
        var methods = string.Join(", ", allowed);
        request.HttpContext.Response.Headers.Allow = methods;
        return Problem(StatusCodes.Status405MethodNotAllowed, "It is not there by this method", $"{request.Path} does not answer {request.Method}, but {methods}.");
    }

    /// <summary>409: it is not in a state in which this can be done.</summary>
    public static ProblemHttpResult Conflict(string detail) => Problem(StatusCodes.Status409Conflict, "It is there already", detail);

    /// <summary>413: the request is larger than is accepted.</summary>
    public static ProblemHttpResult TooLarge(string detail) => Problem(StatusCodes.Status413PayloadTooLarge, "The request is too large", detail);

    /// <summary>415: the request is in an encoding that is not understood.</summary>
    public static ProblemHttpResult UnknownEncoding(string detail) => Problem(StatusCodes.Status415UnsupportedMediaType, "The request's encoding is not known", detail);

    /// <summary>422: the request can be read, but fields of it are wrong.</summary>
    public static ProblemHttpResult Invalid(string detail, IEnumerable<FieldError> errors) => TypedResults.Problem(
        detail,
        statusCode: StatusCodes.Status422UnprocessableEntity,
        title: "Fields of the request are wrong",
        extensions: [new("errors", errors.ToArray())]);

    /// <summary>429: there is more to do than can be done in time; the request is to come again.</summary>
    public static IResult Overloaded(string detail, TimeSpan retryAfter) =>
        new RetryLater(Problem(StatusCodes.Status429TooManyRequests, "There is too much to do", detail), retryAfter);

    /// <summary>503: what the answer would come from is away; the request is to come again.</summary>
    public static IResult Away(string detail, TimeSpan retryAfter) =>
        new RetryLater(Problem(StatusCodes.Status503ServiceUnavailable, "It cannot be answered now", detail), retryAfter);

    /// <summary>503: it cannot be done yet.</summary>
    public static ProblemHttpResult NotYet(string detail) => Problem(StatusCodes.Status503ServiceUnavailable, "It cannot be done yet", detail);

    /// <summary>429: more than is accepted at once, or from one caller; the answer has Retry-After.</summary>
    public static ProblemHttpResult TooMany(string detail) => Problem(StatusCodes.Status429TooManyRequests, "There are too many requests", detail);

    /// <summary>A status that the server has chosen for a request that does not come as it should.</summary>
    public static ProblemHttpResult Refused(int status, string detail) => Problem(status, "The request does not come as it should", detail);

    /// <summary>503: whatever would answer is busy.</summary>
    public static ProblemHttpResult Busy(string detail) => Problem(StatusCodes.Status503ServiceUnavailable, "There is too much to do", detail);

    private static ProblemHttpResult Problem(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}
