using Microsoft.AspNetCore.Http;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Http;

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
        return Problem.WriteAsync(
            http,
            StatusCodes.Status500InternalServerError,
            "The function failed.",
            $"Function '{context.Function.Name}' failed; the log has the reason under its invocation id.",
            ("invocationId", context.InvocationId));
    }
}
