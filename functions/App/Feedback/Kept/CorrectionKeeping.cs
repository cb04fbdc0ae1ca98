using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.Monitoring;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Feedback;

/// <summary>Keeps corrections, counts what they say of the models, and only then acts on it: reverts, asks for a run. Done again, or in another order, it comes to the same.</summary>
public sealed class CorrectionKeeping(
    CorrectionStore store,
    DefinitionStore definitions,
    OutcomeCounting outcomes,
    AutomaticRevert revert,
    RunStarter runs,
    IArtifactStore artifacts,
    ILogger<CorrectionKeeping> logger)
{
    /// <summary>Keeps the corrections of messages.</summary>
    public async Task KeepAsync(IReadOnlyList<string> messages, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var corrections = new List<Correction>();
        foreach (var message in messages)
        {
            if (await ReadAsync(message, cancellationToken) is { } correction)
            {
                corrections.Add(correction);
            }
        }

        foreach (var pipeline in corrections.GroupBy(correction => correction.Pipeline))
        {
            var (tally, _) = await store.ReadTallyAsync(pipeline.Key, cancellationToken);
            var batches = new List<CorrectedBatch>();
            foreach (var batch in pipeline.GroupBy(correction => correction.CorrelationId))
            {
                batches.Add(await KeepAsync(pipeline.Key, batch.Key, [.. batch], tally.Round, cancellationToken));
            }

            var definition = (await definitions.FindAsync(pipeline.Key, cancellationToken))?.Definition;
            await outcomes.CountAsync(pipeline.Key, batches, definition?.Serving.Revert, cancellationToken);
            await revert.JudgeAsync(pipeline.Key, definition, cancellationToken);
            if (definition?.Retrain.OnCorrections is { } needed)
            {
                await CountAsync(pipeline.Key, batches, needed, durable, cancellationToken);
            }
        }
    }

    private async Task<CorrectedBatch> KeepAsync(string pipeline, string batchId, IReadOnlyList<Correction> corrections, int round, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (known, etag) = await store.FindAsync(pipeline, batchId, cancellationToken);
            var before = known ?? new CorrectedBatch(batchId, corrections[0].ModelVersion, new Dictionary<string, KeptCorrection>(StringComparer.Ordinal));
            var after = corrections.Aggregate(before, (batch, correction) => batch.With(correction, round));
            if (ReferenceEquals(before, after) || await store.TryReplaceAsync(pipeline, after, etag, cancellationToken))
            {
                return after;
            }
        }
    }

    private async Task CountAsync(string pipeline, IReadOnlyList<CorrectedBatch> batches, int needed, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (tally, etag) = await store.ReadTallyAsync(pipeline, cancellationToken);
            var counted = tally.With(batches);
            var isEnough = counted.Total >= needed;
            if (isEnough)
            {
                var request = new RunRequest(pipeline, RunTrigger.Corrections, "corrections", $"{counted.Total} corrections") { Key = $"corrections/{counted.Round}" };
                await runs.RequestAsync(durable, request, cancellationToken);
            }

            if (await store.TryReplaceAsync(pipeline, isEnough ? counted.Next() : counted, etag, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<Correction?> ReadAsync(string message, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<Correction>(message, AppJson.Web) is { Pipeline: not null, CorrelationId: not null, Id: not null, ModelVersion: not null, Rows: not null } correction
                ? correction
                : throw new JsonException("id, pipeline, correlationId, modelVersion and rows are expected");
        }
        catch (JsonException exception)
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            var path = new ArtifactPath(Containers.Poison, $"{CorrectionRequests.Queue}/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..16]}.json");
            logger.CorrectionUnreadable(exception, path.ToString());
            await artifacts.PutIfAbsentAsync(path, new MemoryStream(bytes), cancellationToken);
            return null;
        }
    }
}
