using System.Globalization;
using Microsoft.DurableTask.Client;
using MlFunctions.Http;
using MlFunctions.Ingestion;

namespace MlFunctions.Pipelines;

/// <summary>
/// The one way to ask for a run. A pipeline has one run under way and at most one that waits; what asks meanwhile shares that one.
/// Runs are named <c>{pipeline}.{what they are for}</c>, so that a pipeline's are found by prefix.
/// </summary>
/// <remarks>
/// The queue is the truth and is changed under its etag only: first a request is in it, then its run is started, and a run leaves it
/// when it has ended. Whoever dies between two of these leaves a queue that <see cref="KeepGoingAsync"/> takes up from where it is.
/// </remarks>
public sealed class RunStarter(RunQueueStore queues, AppLimits limits, TimeProvider clock)
{
    private const string DataKey = "data/";

    /// <summary>What the names of all runs of a pipeline start with. Names of pipelines have no dot, so no other pipeline's do.</summary>
    public static string PrefixOf(string pipeline) => $"{pipeline}.";

    /// <summary>The pipeline of a run; null where no run is named like this.</summary>
    public static string? PipelineOf(string runId) =>
        runId.IndexOf('.', StringComparison.Ordinal) is var dot && dot > 0 && DefinitionRules.PipelineName.IsMatch(runId[..dot]) ? runId[..dot] : null;

    /// <summary>The request that new raw data makes by itself, once.</summary>
    public static RunRequest ForBatch(Batch batch)
    {
        var file = RawData.PathOf(batch.Pipeline, batch.File).ToString();
        var asked = batch.Times == 1 ? batch.BatchId : string.Create(CultureInfo.InvariantCulture, $"{batch.BatchId}-{batch.Times}");
        return new RunRequest(batch.Pipeline, RunTrigger.Data, file, $"data {file}") { Key = DataKey + asked, BatchId = batch.BatchId };
    }

    /// <summary>Asks for a run. When the task completes, the request is kept, and the pipeline runs at once or after the run under way.</summary>
    /// <returns>The id of the run that the request is part of: one that has begun or ended where the key was asked for before.</returns>
    /// <exception cref="RunQueueFullException">As many runs on chosen data wait as may.</exception>
    public async Task<string> RequestAsync(DurableTaskClient durable, RunRequest request, CancellationToken cancellationToken)
    {
        var runId = await EnqueueAsync(request with { At = clock.GetUtcNow() }, cancellationToken);
        await KeepGoingAsync(durable, request.Pipeline, cancellationToken);
        return runId;
    }

    /// <summary>Takes a run that has ended from its pipeline's queue, and starts the one that waited. Done again, nothing changes.</summary>
    /// <param name="durable">Starts the next.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="runId">The run.</param>
    /// <param name="finished">What it worked from, where it came to a verdict.</param>
    /// <param name="cancellationToken">Gives up; to be done again.</param>
    public async Task ReleaseAsync(DurableTaskClient durable, string pipeline, string runId, FinishedRun? finished, CancellationToken cancellationToken)
    {
        bool isReleased;
        do
        {
            var (queue, etag) = await queues.ReadAsync(pipeline, cancellationToken);
            isReleased = queue.Running?.RunId != runId || await TryReleaseAsync(pipeline, queue, etag, finished, cancellationToken);
        }
        while (!isReleased);
        await KeepGoingAsync(durable, pipeline, cancellationToken);
    }

    /// <summary>
    /// Sees to it that the run at the head of a pipeline's queue is under way: starts it, goes on to the next where it was ended from outside,
    /// and ends its waiting for an approval where the next is to take its place.
    /// </summary>
    public async Task KeepGoingAsync(DurableTaskClient durable, string pipeline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (queue, etag) = await queues.ReadAsync(pipeline, cancellationToken);
            if (queue.Running is not { } run)
            {
                return;
            }

            var instance = await durable.FindRunAsync(run.RunId, cancellationToken);
            if (instance is null)
            {
                await durable.ScheduleOnceAsync(nameof(RetrainPipeline), run, run.RunId, cancellationToken);
                return;
            }

            if (!instance.IsCompleted)
            {
                if (queue.Next is { Supersedes: true } newer && instance.ReadCustomStatusAs<RunStatus>()?.Approval is not null)
                {
                    // Told more than once, it takes the first.
                    await durable.RaiseEventAsync(run.RunId, ApprovalRequest.SupersededEvent, newer.RunId, cancellationToken);
                }

                return;
            }

            await TryReleaseAsync(pipeline, queue, etag, finished: null, cancellationToken);
        }
    }

    private async Task<string> EnqueueAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var newRunId = PrefixOf(request.Pipeline) + NameOf(request);
        while (true)
        {
            // In this order: a request that leaves the queue after it was read has changed the etag, one that left before has its answer.
            var (queue, etag) = await queues.ReadAsync(request.Pipeline, cancellationToken);
            if (request.Key is { } key
                && (queue.RunOf(key) ?? await queues.FindAnswerAsync(request.Pipeline, key, cancellationToken)) is { } known)
            {
                return known;
            }

            var (asked, runId) = queue.Ask(request, newRunId, limits.CountOf(Limit.QueuedRequests));
            if (await queues.TryReplaceAsync(request.Pipeline, asked, etag, cancellationToken))
            {
                if (request.Key is { } counted && asked.RunOf(counted) is null)
                {
                    // It is counted and not named, so the queue does not know its key.
                    await queues.NoteAnswerAsync(request.Pipeline, counted, runId, cancellationToken);
                }

                return runId;
            }
        }
    }

    // A file that came again, after it had been deleted, has a run again.
    private static string NameOf(RunRequest request) =>
        request.Key is { } key && key.StartsWith(DataKey, StringComparison.Ordinal) ? key[DataKey.Length..] : request.BatchId ?? Guid.NewGuid().ToString("n");

    private async Task<bool> TryReleaseAsync(string pipeline, RunQueue queue, string? etag, FinishedRun? finished, CancellationToken cancellationToken)
    {
        await queues.NoteAnswersAsync(queue.Running!, cancellationToken);
        return await queues.TryReplaceAsync(pipeline, queue.Release(finished), etag, cancellationToken);
    }
}
