using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Http;

/// <summary>The answer to a request whose function threw: what can be told without telling how the app is built.</summary>
internal static class HttpFailure
{
    public static Task WriteAsync(HttpContext http, InvocationContext context)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look whole.
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Title = "The function failed.",
                Status = StatusCodes.Status500InternalServerError,
                Detail = $"Function '{context.Function.Name}' failed; the log has the reason under its invocation id.",
                Extensions = { ["invocationId"] = context.InvocationId },
            },
            options: null,
            contentType: "application/problem+json",
            http.RequestAborted);
    }
}
