using System.Collections.Concurrent;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>The webhooks of each pipeline, <c>webhooks/{pipeline}.json</c>; changed only under its etag.</summary>
public sealed class WebhookStore(IArtifactStore artifacts, TimeProvider clock)
{
    // Scoring asks for every few batches; another instance learns of a change this much later.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (long At, IReadOnlyList<Webhook> Webhooks)> _known = new(StringComparer.Ordinal);

    /// <summary>The webhooks of a pipeline, in order of name; those of a few seconds ago where another instance has changed them.</summary>
    public async ValueTask<IReadOnlyList<Webhook>> OfAsync(string pipeline, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(pipeline, out var known) && clock.GetElapsedTime(known.At) < Remembered)
        {
            return known.Webhooks;
        }

        var at = clock.GetTimestamp();
        var (webhooks, _) = await ReadAsync(pipeline, cancellationToken);
        _known[pipeline] = (at, webhooks);
        return webhooks;
    }

    /// <summary>A webhook as it is now, or null, also of what can be no pipeline.</summary>
    public async Task<Webhook?> FindAsync(string pipeline, string name, CancellationToken cancellationToken)
    {
        if (!DefinitionRules.PipelineName.IsMatch(pipeline))
        {
            return null;
        }

        var (webhooks, _) = await ReadAsync(pipeline, cancellationToken);
        return webhooks.FirstOrDefault(webhook => webhook.Name == name);
    }

    /// <summary>Changes a webhook, whoever else changes webhooks of the pipeline meanwhile.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="name">The webhook.</param>
    /// <param name="change">From what it is (null: it is not there) to what it becomes (null: it is there no more); may be called more than once.</param>
    /// <param name="cancellationToken">Gives up; the change may or may not hold.</param>
    /// <returns>What it was, and what it is.</returns>
    public async Task<(Webhook? Before, Webhook? After)> ChangeAsync(
        string pipeline, string name, Func<Webhook?, Webhook?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (webhooks, etag) = await ReadAsync(pipeline, cancellationToken);
            var before = webhooks.FirstOrDefault(webhook => webhook.Name == name);
            var after = change(before);
            var changed = webhooks.Where(webhook => webhook.Name != name).Append(after).OfType<Webhook>().OrderBy(webhook => webhook.Name, StringComparer.Ordinal);
            if (after == before || await artifacts.ReplaceAsync(PathOf(pipeline), ArtifactStoreExtensions.ToJson(changed), etag, cancellationToken))
            {
                _known.TryRemove(pipeline, out _);
                return (before, after);
            }
        }
    }

    private static ArtifactPath PathOf(string pipeline) => new(Containers.Webhooks, $"{pipeline}.json");

    private Task<(Webhook[] Webhooks, string? ETag)> ReadAsync(string pipeline, CancellationToken cancellationToken) =>
        artifacts.ReadJsonAsync(PathOf(pipeline), Array.Empty<Webhook>(), cancellationToken);
}
