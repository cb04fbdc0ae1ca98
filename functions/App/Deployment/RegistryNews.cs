using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Events;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Deployment;

/// <summary>
/// Publishes the changes of registries. A registry's history is the list of them, and <c>models/{pipeline}/told.json</c> how many have been
/// told of; so what is in effect and was not told of, because the process died between the two, is told of at the next start.
/// </summary>
public sealed class RegistryNews(
    IArtifactStore artifacts, ModelRegistryStore registries, DefinitionStore definitions, EventPublisher events, TimeProvider clock, ILogger<RegistryNews> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string?> _seen = new(StringComparer.Ordinal);

    /// <summary>Tells of every change that was not told of yet; told twice, it is the same event.</summary>
    public async Task TellAsync(string pipeline, CancellationToken cancellationToken)
    {
        var (told, etag) = await artifacts.ReadJsonAsync(PathOf(pipeline), new Told(0), cancellationToken);
        var history = (await registries.ReadAsync(pipeline, cancellationToken)).History;
        for (var i = told.Changes; i < history.Count; i++)
        {
            // A run tells of its own deployment; so did earlier versions of the app of everything.
            if (history[i] is { Event: { } type } change)
            {
                var champion = $"{pipeline}:{change.Version}";
                await events.PublishAsync(
                    type, pipeline, champion, $"{champion} (change {i + 1})", $"by {change.By}{(change.Why is null ? "" : $": {change.Why}")}", change.At, cancellationToken);
            }
        }

        if (history.Count > told.Changes)
        {
            // Where another was faster, it has told of the same.
            await artifacts.ReplaceAsync(PathOf(pipeline), ArtifactStoreExtensions.ToJson(new Told(history.Count)), etag, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await TellAllAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ChangesNotTold(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TellAllAsync(CancellationToken cancellationToken)
    {
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            var etag = await artifacts.GetETagAsync(ModelRegistryStore.PathOf(pipeline), cancellationToken);
            if (etag is not null && _seen.GetValueOrDefault(pipeline) != etag)
            {
                await TellAsync(pipeline, cancellationToken);
                _seen[pipeline] = etag;
            }
        }
    }

    private static ArtifactPath PathOf(string pipeline) => new(Containers.Models, $"{pipeline}/told.json");

    private sealed record Told(int Changes);
}
