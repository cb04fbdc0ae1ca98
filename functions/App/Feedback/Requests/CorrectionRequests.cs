using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using MlFunctions.Http;
using MlFunctions.Learning;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.Feedback;

/// <summary>Takes corrections of batches: checks every field against the batch, and puts what was said into the queue.</summary>
public sealed class CorrectionRequests(ServingModels models, IReadModel readModel, ServiceBusClient messages, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The queue of corrections.</summary>
    public const string Queue = "feedback";

    // Small enough for a message with rows of a thousand characters each.
    private const int RowsAMessage = 100;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ServiceBusSender _sender = messages.CreateSender(Queue);

    /// <summary>The answer to a request: 202 where the corrections are kept, 404 where there is no such batch, 409 where it has no predictions, 422 with every field that is wrong.</summary>
    public async Task<IResult> AcceptAsync(HttpRequest request, string pipeline, string batchId, CancellationToken cancellationToken)
    {
        if (models.Find(pipeline) is not { Champion: { } model } served)
        {
            if (models.Faults.TryGetValue(pipeline, out var fault))
            {
                return Problems.NotNow(fault);
            }

            return Problems.Unknown($"There is no pipeline '{pipeline}' with a model.");
        }

        if (served.Definition.Task == LearningTask.Clustering)
        {
            return Problems.WrongState($"'{pipeline}' finds clusters; there is no truth that its answers could be corrected to.");
        }

        var (body, problem) = await RequestBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            if (await readModel.FindAsync(pipeline, batchId) is not { } batch)
            {
                return await readModel.IsCompleteAsync()
                    ? Problems.Unknown($"Pipeline '{pipeline}' has no batch '{batchId}'.")
                    : Problems.NotNow("What was scored is being read again; send this again in a moment.", RetryAfter);
            }

            using var view = JsonDocument.Parse(batch.View);
            if (view.RootElement.GetProperty("status").GetString() is not "scored" and var status)
            {
                return Problems.WrongState($"Batch '{batchId}' is {status}; only predictions can be corrected.");
            }

            using var document = RequestJson.Parse(body);
            using var features = JsonDocument.Parse(batch.Features);
            var (rows, errors) = new CorrectionBody(served, model, view.RootElement, features.RootElement).Read(document.RootElement);
            if (errors.Count > 0)
            {
                return Problems.Invalid($"The corrections do not fit batch '{batchId}'.", errors);
            }

            await SendAsync(pipeline, batchId, view.RootElement, rows, cancellationToken);
            return Results.Json(new AcceptedCorrections(batchId, rows.Count), AppJson.Web, statusCode: StatusCodes.Status202Accepted);
        }
        catch (JsonException exception)
        {
            return Problems.Malformed($"The body is not a correction: {exception.Message}");
        }
        catch (ReadModelAwayException)
        {
            return Problems.NotNow("The batch cannot be looked up now.", RetryAfter);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    private Task SendAsync(string pipeline, string batchId, JsonElement batch, IReadOnlyList<CorrectedRow> rows, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var modelVersion = batch.GetProperty("modelVersion").GetString()!;
        var created = batch.GetProperty("created").GetDateTimeOffset();
        return Task.WhenAll(rows.Chunk(RowsAMessage).Select(part =>
        {
            var correction = new Correction(Guid.CreateVersion7(now).ToString("n"), pipeline, batchId, now, modelVersion, part) { Created = created };
            var message = new ServiceBusMessage(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(correction, AppJson.Web)))
            {
                MessageId = correction.Id,
                CorrelationId = batchId,
                ContentType = "application/json",
            };
            return _sender.SendMessageAsync(message, cancellationToken);
        }));
    }
}
