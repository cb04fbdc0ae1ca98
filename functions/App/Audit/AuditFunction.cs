using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Audit;

/// <summary>The audit over HTTP: <c>GET audit?pipeline=&amp;after=&amp;limit=</c>.</summary>
public sealed class AuditFunction(AuditLog log)
{
    private const int UsualLimit = 50;
    private const int MostEntries = 500;

    /// <summary>Who did what when, newest first, a page at a time.</summary>
    [Function("GetAudit")]
    [Operation("Who did what when, newest first.", Answer = typeof(AuditPage), Query = ["pipeline: of which pipeline; all without it", "limit: how many, 1 to 500", "after: where the page before ended"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "audit")] HttpRequest request, CancellationToken cancellationToken)
    {
        var pipeline = request.Query["pipeline"].ToString();
        if (pipeline.Length > 0 && !DefinitionRules.PipelineName.IsMatch(pipeline))
        {
            return Problems.Invalid("There can be no such pipeline.", [new FieldError("pipeline", $"is '{pipeline}', expected lower-case letters, digits and hyphens")]);
        }

        var given = request.Query["limit"].ToString();
        var limit = UsualLimit;
        if (given.Length > 0 && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostEntries))
        {
            return Problems.Invalid("The limit is wrong.", [new FieldError("limit", $"is '{given}', expected a whole number from 1 to {MostEntries}")]);
        }

        var after = request.Query["after"].ToString();
        return Results.Json(await log.ReadAsync(pipeline.Length > 0 ? pipeline : null, after.Length > 0 ? after : null, limit, cancellationToken), AppJson.Web);
    }
}
