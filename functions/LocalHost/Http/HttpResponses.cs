using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Http;
using MlFunctions.LocalHost.Http.Data;

namespace MlFunctions.LocalHost.Http;

/// <summary>Writes what an HTTP function returned.</summary>
internal static class HttpResponses
{
    private static readonly ActionDescriptor NoAction = new();

    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        // The function has written to the response itself, or has nothing to say.
        null => Task.CompletedTask,
        IResult typed => typed.ExecuteAsync(http),
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
        HttpResponseData data => ResponseData.SendAsync(data, http),
        string text => http.Response.WriteAsync(text, http.RequestAborted),
        _ => http.Response.WriteAsJsonAsync(result, result.GetType(), http.RequestAborted),
    };
}
