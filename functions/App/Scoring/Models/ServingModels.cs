using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Deployment;
using MlFunctions.Events;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// The models that answer, loaded and warmed. A new one is swapped in with one reference write: requests under way finish on the old one,
/// and none that starts later sees it again. Deployments in this process swap at once; those of others when they tell of it, or at the
/// latest within <see cref="CheckInterval"/>.
/// </summary>
public sealed class ServingModels(
    DefinitionStore definitions,
    ModelRegistryStore registries,
    IArtifactStore artifacts,
    ModelLoader loader,
    ModelVersions versions,
    PipelineChanges changes,
    TimeProvider clock,
    ILogger<ServingModels> logger) : BackgroundService
{
    /// <summary>How often definitions and registries are checked for changes.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);
    private volatile FrozenDictionary<string, ServedPipeline> _byName = FrozenDictionary<string, ServedPipeline>.Empty;
    private volatile FrozenDictionary<string, ServedPipeline> _byAlias = FrozenDictionary<string, ServedPipeline>.Empty;

    /// <summary>Every pipeline.</summary>
    public IEnumerable<ServedPipeline> All => _byName.Values;

    /// <summary>The pipeline of that name, or null.</summary>
    public ServedPipeline? Find(string pipeline) => _byName.GetValueOrDefault(pipeline);

    /// <summary>The pipeline that answers under an alias, or null.</summary>
    public ServedPipeline? FindByAlias(string alias) => _byAlias.GetValueOrDefault(alias);

    /// <summary>The pipelines of which something stored cannot be used, and what; one that served before serves on.</summary>
    public IReadOnlyDictionary<string, string> Faults => _faults;

    /// <summary>Brings a pipeline up to date that a request asks for and that is not known; one that was found to be unusable is not tried for each request again.</summary>
    /// <exception cref="PipelineUnusableException">What is stored of it cannot be used.</exception>
    public Task FindStoredAsync(string pipeline, CancellationToken cancellationToken) =>
        _faults.TryGetValue(pipeline, out var fault) ? throw new PipelineUnusableException(fault) : RefreshAsync(pipeline, cancellationToken);

    /// <summary>Loads what is stored before the first request comes.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAllAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Brings one pipeline up to date with what is stored.</summary>
    /// <exception cref="PipelineUnusableException">What is stored of it cannot be used; what served before goes on serving.</exception>
    public async Task RefreshAsync(string pipeline, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var stored = await definitions.FindAsync(pipeline, cancellationToken);
            var served = stored is null ? null : await LoadAsync(stored, Find(pipeline), cancellationToken);

            // First, so that whoever is answered by it does not find it unusable.
            _faults.TryRemove(pipeline, out _);
            if (!ReferenceEquals(served, Find(pipeline)))
            {
                Swap(pipeline, served);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or DefinitionException)
        {
            var fault = new PipelineUnusableException(pipeline, exception);
            _faults[pipeline] = fault.Message;
            throw fault;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Brings one pipeline, which this instance has changed, up to date here and on every other instance.</summary>
    /// <exception cref="PipelineUnusableException">What is stored of it cannot be used; what served before goes on serving.</exception>
    public async Task RefreshEverywhereAsync(string pipeline, CancellationToken cancellationToken)
    {
        await RefreshAsync(pipeline, cancellationToken);
        await changes.TellAsync(pipeline);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, clock);
        var listens = false;
        do
        {
            listens = listens || await changes.TryListenAsync(pipeline => RefreshOrLogAsync(pipeline, stoppingToken));
        }
        while (await CheckAsync(timer, stoppingToken));
    }

    private async Task<bool> CheckAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        if (!await timer.WaitForNextTickAsync(stoppingToken))
        {
            return false;
        }

        try
        {
            await RefreshAllAsync(stoppingToken);
            versions.ReleaseIdle();
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The store may be away for a while; what is loaded goes on serving.
            logger.CheckFailed(exception);
        }

        return true;
    }

    private async Task RefreshAllAsync(CancellationToken cancellationToken)
    {
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            await RefreshOrLogAsync(pipeline, cancellationToken);
        }
    }

    private async Task RefreshOrLogAsync(string pipeline, CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(pipeline, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.RefreshFailed(exception, pipeline);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    private async Task<ServedPipeline> LoadAsync(StoredDefinition stored, ServedPipeline? current, CancellationToken cancellationToken)
    {
        var pipeline = stored.Definition.Name;
        if (current is not null
            && current.DefinitionHash == stored.Hash
            && current.RegistryETag == await artifacts.GetETagAsync(ModelRegistryStore.PathOf(pipeline), cancellationToken))
        {
            return current;
        }

        var (registry, etag) = await registries.ReadWithETagAsync(pipeline, cancellationToken);
        var champion = registry.Champion is { } version ? current?.Find(version) ?? await loader.LoadAsync(pipeline, version, cancellationToken) : null;
        return new ServedPipeline(stored.Definition, stored.Hash, etag, registry, champion)
        {
            Canary = registry.Canary is { } canary && await FindOrLoadAsync(pipeline, [canary.Version], current, cancellationToken) is [var model] ? new ServedCanary(model, canary.Percent) : null,
            Shadows = await FindOrLoadAsync(pipeline, registry.Shadows, current, cancellationToken),
            Fallbacks = stored.Definition.Serving.Deadline is null ? [] : await FindOrLoadAsync(pipeline, registry.Fallbacks, current, cancellationToken),
        };
    }

    /// <summary>Models beside the champion; one that cannot be used is left out, because the champion answers all the same.</summary>
    private async Task<IReadOnlyList<ServedModel>> FindOrLoadAsync(string pipeline, IReadOnlyList<int> wanted, ServedPipeline? current, CancellationToken cancellationToken)
    {
        var models = new List<ServedModel>();
        foreach (var version in wanted)
        {
            try
            {
                models.Add(current?.Find(version) ?? await loader.LoadAsync(pipeline, version, cancellationToken));
            }
            catch (InvalidDataException exception)
            {
                logger.VersionUnusable(exception, pipeline, version);
            }
        }

        return models;
    }

    private void Swap(string pipeline, ServedPipeline? served)
    {
        var all = _byName.Where(entry => entry.Key != pipeline).ToDictionary(StringComparer.Ordinal);
        if (served is not null)
        {
            all.Add(pipeline, served);
            logger.Serving(pipeline, served.Champion?.Manifest.VersionName ?? "no model yet");
        }

        _byName = all.ToFrozenDictionary(StringComparer.Ordinal);
        _byAlias = all.Values
            .OrderBy(p => p.Definition.Name, StringComparer.Ordinal)
            .SelectMany(p => p.Definition.Serving.Aliases, (p, alias) => (alias, p))
            .DistinctBy(entry => entry.alias, StringComparer.Ordinal)
            .ToFrozenDictionary(entry => entry.alias, entry => entry.p, StringComparer.Ordinal);
    }
}
