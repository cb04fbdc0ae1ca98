using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;

namespace MlFunctions.Dashboard;

/// <summary>The pages that people look at the app with: <c>GET dashboard</c>. They hold nothing secret; the API that they ask wants a key.</summary>
public sealed class DashboardFunctions
{
    private const string PageName = "index.html";

    /// <summary>The page that all others are shown in.</summary>
    [Function("GetDashboard")]
    [Operation("Pages to look at pipelines, and to decide about them.", IsHidden = true)]
    public static IResult GetPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard")] HttpRequest request) =>
        // The paths of the page are relative to one without a slash at its end.
        request.Path.Value!.EndsWith('/') ? Results.Redirect($"../dashboard{WithoutKey(request)}") : Answer(request, PageName);

    /// <summary>The scripts and styles of that page.</summary>
    [Function("GetDashboardFile")]
    [Operation("Scripts and styles of these pages.", IsHidden = true)]
    public static IResult GetFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/{*file}")] HttpRequest request, string file) =>
        Answer(request, file);

    // A redirect is kept by browsers and by what stands between; a key that came in the address does not go into it.
    private static QueryString WithoutKey(HttpRequest request) => QueryString.Create(
        request.Query.Where(part => !part.Key.Equals("code", StringComparison.OrdinalIgnoreCase)).Select(part => KeyValuePair.Create(part.Key, (string?)part.Value.ToString())));

    private static IResult Answer(HttpRequest request, string name)
    {
        if (DashboardFile.Find(name) is not { } file)
        {
            return Problems.Unknown($"There is no file '{name}'.");
        }

        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = DashboardFile.ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // Asked for again each time and mostly not sent again, so that a new version of the app never meets old scripts.
        headers.CacheControl = "no-cache";
        return Results.Bytes(file.Content, file.ContentType, entityTag: file.ETag);
    }
}
