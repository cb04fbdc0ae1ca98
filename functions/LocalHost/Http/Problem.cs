using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MlFunctions.LocalHost.Http;

/// <summary>Answers in problem+json (RFC 9457).</summary>
internal static class Problem
{
    public static Task WriteAsync(HttpContext http, int status, string title, string detail, params ReadOnlySpan<(string Name, string Value)> extensions)
    {
        var problem = new ProblemDetails { Title = title, Status = status, Detail = detail };
        foreach (var (name, value) in extensions)
        {
            problem.Extensions[name] = value;
        }

        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", http.RequestAborted);
    }
}
