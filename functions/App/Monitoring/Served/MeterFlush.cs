using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Monitoring;

/// <summary>
/// Keeps what this process has counted: every <see cref="Interval"/>, and when it has stopped answering. A process that is killed loses at
/// most what it counted since the last time.
/// </summary>
public sealed class MeterFlush(ModelMeters meters, ServedFiguresStore store, DefinitionStore definitions, IArtifactStore artifacts, TimeProvider clock, ILogger<MeterFlush> logger) : BackgroundService, IHostedLifecycleService
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly Dictionary<ModelMeter, (long Counted, long Answers)> _kept = [];

    /// <summary>Keeps what has been counted since the last time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken);
        try
        {
            foreach (var meter in meters.All)
            {
                var (known, answers) = _kept.GetValueOrDefault(meter);
                var counted = meter.Counted;
                if (counted == known)
                {
                    continue;
                }

                var figures = meter.Read();
                await store.PutAsync(meter.Pipeline, meter.Version, meters.Instance, figures, cancellationToken);
                var total = figures.Times.Count();
                _kept[meter] = (counted, total);
                logger.Served(meter.Pipeline, meter.Model, total - answers, figures.Rows, figures.Fallbacks, figures.Late, figures.Failures);
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Keeps the last, now that nothing is answered any more.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            logger.FiguresLost(exception);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _flushing.Dispose();
        base.Dispose();
    }

    private async Task CompactAsync(CancellationToken cancellationToken)
    {
        if (artifacts is not FolderArtifactStore)
        {
            return;
        }

        try
        {
            foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
            {
                await store.CompactAsync(pipeline, meters.Instance, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // They count as they are; the next start tries again.
            logger.FiguresNotKept(exception);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        await CompactAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // What could not be kept now is part of what is kept next.
                logger.FiguresNotKept(exception);
            }
        }
    }
}
