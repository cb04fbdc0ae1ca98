using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Scoring;

/// <summary>Sees every second whether the read model was emptied or away, and builds what it lacks.</summary>
internal sealed class ReadModelKeeper(IReadModel readModel, ReadModelGap gap, ReadModelRebuild rebuild, TimeProvider clock, ILogger<ReadModelKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.RebuildFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        try
        {
            await (await readModel.IsCompleteAsync() ? rebuild.MissingAsync(stoppingToken) : rebuild.AllAsync(stoppingToken));
        }
        catch (ReadModelAwayException)
        {
            // Also where nothing was to be shown meanwhile: it may come back without the last that it was shown before.
            await gap.OpenAsync(clock.GetUtcNow());
        }
    }
}
