using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MlFunctions.Http;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>Accepts batches: checks every field of them, shows them as waiting, and puts them into the queue.</summary>
public sealed class BatchIngestion(ServingModels models, ScoringQueue queue, ReadModelProjection readModel, Backpressure backpressure, TimeProvider clock)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 200;

    /// <summary>The answer to a request: 202 where the batch is kept, 422 with every field that is wrong, 429 where too many wait, 503 where there is no model yet.</summary>
    public async Task<IResult> AcceptAsync(HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        if (models.Find(pipeline) is null)
        {
            // The definition may have been stored a moment ago.
            await models.FindStoredAsync(pipeline, cancellationToken);
        }

        if (models.Find(pipeline) is not { } served)
        {
            return Problems.NoPipeline(pipeline);
        }

        if (served.Champion is not { } model)
        {
            return Problems.NotNow($"Pipeline '{pipeline}' has no model yet that could say what its rows must be; GET pipelines/{pipeline}/runs shows whether one is being trained.");
        }

        if (await backpressure.RefusalAsync() is { } refusal)
        {
            return refusal;
        }

        var (bytes, problem) = await RequestBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            var body = IngestBody.Read(bytes);
            var errors = Errors(body, model);
            var key = request.Headers[KeyHeader].ToString();
            if (key.Length > LongestKey)
            {
                errors.Add(new FieldError(KeyHeader, $"has {key.Length} characters, at most {LongestKey} are expected"));
            }

            return errors.Count == 0
                ? await KeepAsync(request, pipeline, body, key, cancellationToken)
                : Problems.Invalid($"The features of '{pipeline}' are {VisibleText.List([.. model.Preparation.Inputs.Select(i => i.Name)])}.{WholeRows(served.Definition)}", errors);
        }
        catch (JsonException exception)
        {
            return Problems.Malformed($"The body is not a batch: {exception.Message}");
        }
    }

    // What is known of somebody may have changed by the time that a batch is scored, and the batch must have one score.
    private static string WholeRows(PipelineDefinition definition) => definition.Entity is { } entity
        ? $" Rows of a batch bring every value, in this order; rows that name their {entity} instead are for POST predict/{definition.Name}."
        : "";

    private static FaultList<FieldError> Errors(IngestBody body, ServedModel model)
    {
        var errors = body.Errors;
        if (body.Features.IsEmpty || errors.IsCutShort)
        {
            return errors;
        }

        var rows = PredictionReader.ReadRows(body.Features.Span, model.Preparation);
        errors.AddRange(rows.Errors ?? []);
        if (rows.Count == 0)
        {
            errors.Add(new FieldError("features", "is empty, expected at least one row"));
        }
        else if (rows.Errors is null && !body.Subjects.IsEmpty && rows.Count != body.Count)
        {
            errors.Add(new FieldError("subjects", $"has {body.Count} subjects for {rows.Count} rows of features, expected one for each"));
        }

        return errors;
    }

    private async Task<IResult> KeepAsync(HttpRequest request, string pipeline, IngestBody body, string key, CancellationToken cancellationToken)
    {
        var batchId = key.Length == 0 ? Guid.CreateVersion7().ToString("n") : IdOf(pipeline, key);
        var batch = new ScoringRequest(batchId, pipeline, clock.GetUtcNow(), body.Subjects, body.Features);
        if (key.Length > 0 && await readModel.TryFindAsync(pipeline, batchId) is { } known)
        {
            if (Conflict(known, batch, key) is { } conflict)
            {
                return conflict;
            }

            // The same instant as before, because it is the same batch.
            batch = batch with { At = known.Created };
        }

        await readModel.AcceptAsync(new BatchEntry(pipeline, batchId, batch.At, BatchView.Waiting(batch), batch.Features));

        // Another may have come with the key since it was looked for; of two, the one that is shown is the batch.
        if (key.Length > 0 && await readModel.TryFindAsync(pipeline, batchId) is { } shown && Conflict(shown, batch, key) is { } late)
        {
            return late;
        }

        await queue.SendAsync(batch, cancellationToken);

        var statusUrl = $"{RequestUrl.Before(request, "/ingest/")}/predictions/{pipeline}/{batchId}";
        request.HttpContext.Response.Headers.Location = statusUrl;
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return Results.Json(new AcceptedBatch(batchId, statusUrl), AppJson.Web, statusCode: StatusCodes.Status202Accepted);
    }

    private static ProblemHttpResult? Conflict(BatchEntry known, ScoringRequest batch, string key) => SameBatch.Differences(known, batch) is { Count: > 0 } differences
        ? Problems.Invalid("The key belongs to another batch.", differences.Select(what => new FieldError(what, $"are other than those that were sent before with the {KeyHeader} '{key}'; a new batch needs a new key")))
        : null;

    private static string IdOf(string pipeline, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pipeline}\n{key}")))[..32];
}
