using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Fills the online feature store before the first request comes, and again whenever it is found to have lost everything.</summary>
internal sealed class OnlineFeatureWarmUp(DefinitionStore definitions, FeatureReplication replication, TimeProvider clock, ILogger<OnlineFeatureWarmUp> logger) : BackgroundService
{
    /// <summary>How often the store is looked at.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await WarmAllAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WarmAllAsync(stoppingToken);
        }
    }

    private async Task WarmAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
            {
                if (await definitions.FindAsync(pipeline, cancellationToken) is { Definition: { Entity: not null } definition }
                    && await replication.WarmAsync(definition, cancellationToken))
                {
                    logger.Warmed(pipeline);
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Requests that bring their features are answered all the same; the next look tries again.
            logger.WarmUpFailed(exception);
        }
    }
}
