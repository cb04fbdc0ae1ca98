using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>
/// Keeps what runs each pipeline owes, <c>runs/{pipeline}/queue.json</c>, and which run each request with a key became part of,
/// <c>runs/{pipeline}/requests/{key}.json</c>.
/// </summary>
public sealed class RunQueueStore(IArtifactStore artifacts)
{
    /// <summary>The queue as it is now, and the etag of the file that it was read from (null: there is none yet).</summary>
    public Task<(RunQueue Queue, string? ETag)> ReadAsync(string pipeline, CancellationToken cancellationToken) =>
        artifacts.ReadJsonAsync(PathOf(pipeline), RunQueue.Empty, cancellationToken);

    /// <summary>Changes the queue if it is still as it was read.</summary>
    /// <returns>False, and nothing is changed, where it was changed since.</returns>
    public Task<bool> TryReplaceAsync(string pipeline, RunQueue queue, string? etag, CancellationToken cancellationToken) =>
        artifacts.ReplaceAsync(PathOf(pipeline), ArtifactStoreExtensions.ToJson(queue), etag, cancellationToken);

    /// <summary>The run that has answered the request of a key, or null where none has yet.</summary>
    public async Task<string?> FindAnswerAsync(string pipeline, string key, CancellationToken cancellationToken) =>
        (await artifacts.GetJsonAsync<AnsweredRequest>(PathOf(pipeline, key), cancellationToken))?.RunId;

    /// <summary>Notes the run as the answer to its requests; done before the run leaves the queue, so that a request is always in one or the other.</summary>
    public async Task NoteAnswersAsync(RequestedRun run, CancellationToken cancellationToken)
    {
        foreach (var key in run.Requests.Select(request => request.Key).OfType<string>())
        {
            await NoteAnswerAsync(run.Pipeline, key, run.RunId, cancellationToken);
        }
    }

    /// <summary>Notes the run as the answer to the request of a key.</summary>
    public Task NoteAnswerAsync(string pipeline, string key, string runId, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(PathOf(pipeline, key), new AnsweredRequest(runId), cancellationToken);

    private static ArtifactPath PathOf(string pipeline) => new(Containers.Runs, $"{pipeline}/queue.json");

    private static ArtifactPath PathOf(string pipeline, string key) => new(Containers.Runs, $"{pipeline}/requests/{key}.json");

    private sealed record AnsweredRequest(string RunId);
}
