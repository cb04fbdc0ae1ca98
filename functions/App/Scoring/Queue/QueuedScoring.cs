using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.Events;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// Scores batches of the queue with the champion, keeps the scores, then shows them. A batch that cannot be scored is shown as failed, with the
/// reason; one that cannot be scored now is put in again for later; a message that nobody can read is put aside. None comes back for ever.
/// </summary>
public sealed class QueuedScoring(
    ServingModels models,
    ScoringQueue queue,
    ScoreStore scores,
    ReadModelProjection readModel,
    WebhookDispatch webhooks,
    IArtifactStore artifacts,
    TimeProvider clock,
    ILogger<QueuedScoring> logger)
{
    // Fewer batches than these are not worth a second thread.
    private const int BatchesAThread = 32;

    private readonly RecentBatches _recent = new();
    private readonly Outages _outages = new();

    /// <summary>Scores the batches of messages. When the task completes, the messages have been dealt with.</summary>
    public async Task ScoreAsync(IReadOnlyList<ServiceBusReceivedMessage> messages, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var waiting = await ReadAsync(messages, cancellationToken);
        foreach (var group in waiting.GroupBy(batch => batch.Content.Request.Pipeline))
        {
            var batches = group.ToList();
            try
            {
                var requests = await Task.WhenAll(batches.Select(batch => RowsAsync(batch.Content, cancellationToken)));
                if (await TryScoreAsync(group.Key, requests, durable, cancellationToken))
                {
                    if (_outages.End(group.Key))
                    {
                        logger.BatchesScoredAgain(group.Key);
                    }

                    continue;
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The store may be away for longer than a message is delivered again and again.
                if (_outages.Begin(group.Key))
                {
                    logger.BatchesPostponed(exception, batches.Count, group.Key);
                }

            }

            await queue.PostponeAsync(batches, cancellationToken);
        }
    }

    private async Task<ScoringRequest> RowsAsync(ScoringMessage content, CancellationToken cancellationToken) =>
        content.Artifact is null ? content.Request : await queue.FindRowsAsync(content, cancellationToken) ?? content.Request;

    private async Task<bool> TryScoreAsync(string pipeline, ScoringRequest[] requests, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (models.Find(pipeline)?.Champion is null)
        {
            // Another instance may have deployed the first one a moment ago.
            await models.RefreshAsync(pipeline, cancellationToken);
        }

        var served = models.Find(pipeline);
        if (served is { Champion: null })
        {
            return false;
        }

        var model = served?.Champion;
        var scored = new ConcurrentQueue<(PredictionRequest Rows, double[] Outputs)>();
        var lines = new ScoreLines[Math.Clamp(requests.Length / BatchesAThread, 1, Environment.ProcessorCount)];
        Parallel.For(0, lines.Length, part =>
        {
            using var written = lines[part] = new ScoreLines();
            var (start, end) = (requests.Length * part / lines.Length, requests.Length * (part + 1) / lines.Length);
            foreach (var request in requests.AsSpan(start, end - start))
            {
                if (Score(request, model, written) is { } done)
                {
                    scored.Enqueue(done);
                }
            }
        });

        await scores.AppendAsync(pipeline, [.. lines.Select(part => part.Written)], cancellationToken);
        foreach (var (rows, outputs) in scored)
        {
            // Not before it is kept: until then the batch may have to be scored again.
            model!.Meter.Scored(rows.Values, outputs);
        }

        await readModel.ShowAsync([.. lines.SelectMany(part => part.Batches)]);
        await queue.ForgetRowsAsync(requests, cancellationToken);
        await webhooks.TellAsync(durable, pipeline, PipelineEventType.ScoresReady, requests.Select(ScoresReady), cancellationToken);
        _recent.Add(requests.Select(request => request.Id));
        return true;
    }

    private PipelineEvent ScoresReady(ScoringRequest request) =>
        new(PipelineEvent.IdOf(PipelineEventType.ScoresReady, request.Pipeline, request.Id), PipelineEventType.ScoresReady, request.Pipeline, request.Id, clock.GetUtcNow(), request.Id);

    /// <returns>The rows and their scores; null where they could not be scored.</returns>
    private (PredictionRequest Rows, double[] Outputs)? Score(ScoringRequest request, ServedModel? model, ScoreLines lines)
    {
        if (model is null)
        {
            lines.AddFailed(request, clock.GetUtcNow(), $"There is no pipeline '{request.Pipeline}' any more.");
            return null;
        }

        if (request.Features.IsEmpty)
        {
            lines.AddFailed(request, clock.GetUtcNow(), "The rows of the batch are no longer there.");
            return null;
        }

        try
        {
            var rows = PredictionReader.ReadRows(request.Features.Span, model.Preparation);
            if (rows.Errors is { } errors)
            {
                lines.AddFailed(request, clock.GetUtcNow(), $"{model.Manifest.VersionName} cannot score the rows: {errors[0].Field} {errors[0].Fault}.");
                return null;
            }

            var started = clock.GetTimestamp();
            var outputs = model.Score(rows.Values);
            lines.AddScored(request, model, outputs, clock.GetUtcNow(), clock.GetElapsedTime(started));
            return (rows, outputs);
        }
        catch (Exception exception)
        {
            // Whatever a model does with a row, it would do again; the other batches are scored all the same.
            logger.BatchFailed(exception, request.Id, model.Manifest.VersionName);
            lines.AddFailed(request, clock.GetUtcNow(), $"{model.Manifest.VersionName} cannot score the rows: {exception.Message}");
            return null;
        }
    }

    private async Task<List<(ServiceBusReceivedMessage Message, ScoringMessage Content)>> ReadAsync(IReadOnlyList<ServiceBusReceivedMessage> messages, CancellationToken cancellationToken)
    {
        var read = new List<(ServiceBusReceivedMessage, ScoringMessage)>(messages.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            ScoringMessage content;
            try
            {
                content = ScoringMessageFormat.Read(message.Body.ToMemory());
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
            {
                await PutAsideAsync(message, exception, cancellationToken);
                continue;
            }

            if (seen.Add(content.Request.Id) && !_recent.Contains(content.Request.Id))
            {
                read.Add((message, content));
            }
        }

        return read;
    }

    private async Task PutAsideAsync(ServiceBusReceivedMessage message, Exception exception, CancellationToken cancellationToken)
    {
        var path = new ArtifactPath(Containers.Poison, $"{ScoringQueue.Name}/{message.EnqueuedTime:yyyy-MM-dd}/{message.SequenceNumber}.json");
        logger.MessageUnreadable(exception, ScoringQueue.Name, path.ToString());
        await artifacts.PutIfAbsentAsync(path, message.Body.ToStream(), cancellationToken);
    }
}
