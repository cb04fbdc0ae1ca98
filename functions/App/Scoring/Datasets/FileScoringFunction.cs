using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;

namespace MlFunctions.Scoring;

/// <summary>A file that is to be scored and nothing else, over HTTP: <c>POST predict/{pipeline}/file</c>. What comes into <c>raw/</c> is learned from; this is not.</summary>
public sealed class FileScoringFunction(ScoringJobs jobs, ScoringJobStore store)
{
    /// <summary>Streams a CSV in, of any size, and starts the job that scores it. It is kept with the job: no batch, no run.</summary>
    [Function("ScoreFile")]
    [Operation("Scores a CSV as a job; nothing is learned from it, and it starts no run.", Status = 202, Answer = typeof(AcceptedJob), Body = "orders_placed,product_code\n10,SKU001\n", BodyType = "text/csv", Query = ["version: the version that scores, rather than the champion"], Problems = [503])]
    [Audited("score-file")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "predict/{pipeline}/file")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var asked = request.Query["version"].ToString();
        var version = 0;
        if (asked.Length > 0 && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out version) && version > 0))
        {
            return Problems.Invalid("There is no such model.", [new FieldError("version", $"is '{asked}', expected a whole number from 1")]);
        }

        if (jobs.TryCreate(pipeline, dataset: null, asked.Length == 0 ? null : version, out var problem) is not { } job)
        {
            return problem!;
        }

        await using var body = RequestBody.DecodeUnlimited(request, out problem);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            await store.KeepRowsAsync(job, body, cancellationToken);
            return await ScoringJobs.StartAsync(request, durable, job, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            return Problems.Malformed(exception.Message);
        }
    }
}
