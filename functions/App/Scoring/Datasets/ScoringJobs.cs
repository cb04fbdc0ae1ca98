using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>What requests to score many rows have in common: the model that scores, and the job.</summary>
public sealed class ScoringJobs(ServingModels models)
{
    /// <summary>A new job, not started yet.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="dataset">A file of <c>raw/{pipeline}/</c>; null: one that comes with the job.</param>
    /// <param name="asked">The version that is to score; null: the champion.</param>
    /// <param name="problem">Why there is none: no such pipeline or version, or no model yet.</param>
    public ScoringJob? TryCreate(string pipeline, string? dataset, int? asked, out IResult? problem)
    {
        problem = null;
        if (models.Find(pipeline) is not { } served)
        {
            problem = Problems.NoPipeline(pipeline);
        }
        else if ((asked ?? served.Champion?.Manifest.Version) is not { } version)
        {
            problem = Problems.NotNow($"Pipeline '{pipeline}' has no model yet; GET pipelines/{pipeline}/runs shows whether one is being trained.");
        }
        else if (served.Registry.Versions.All(known => known.Version != version))
        {
            problem = Problems.Invalid("There is no such model.", [new FieldError("version", $"is {version}, expected one of {string.Join(", ", served.Registry.Versions.Select(known => known.Version))}")]);
        }
        else
        {
            return new ScoringJob(ScoringJob.NewId(pipeline), pipeline, dataset, version);
        }

        return null;
    }

    /// <summary>Starts a job, and answers where it shows how far it is.</summary>
    public static async Task<IResult> StartAsync(HttpRequest request, DurableTaskClient durable, ScoringJob job, CancellationToken cancellationToken)
    {
        await durable.ScheduleNewOrchestrationInstanceAsync(nameof(ScoreDataset), job, new StartOrchestrationOptions(job.JobId), cancellationToken);
        AuditNote.Set(request.HttpContext, $"job {job.JobId}");
        var statusUrl = $"{RequestUrl.Before(request, "/")}/batch/{job.JobId}";
        request.HttpContext.Response.Headers.Location = statusUrl;
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return Results.Json(new AcceptedJob(job.JobId, statusUrl), AppJson.Web, statusCode: StatusCodes.Status202Accepted);
    }
}
