using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlFunctions.Emulator.Hosting;

/// <summary>The running app: web server first, then what starts functions; stopped the other way round.</summary>
/// <param name="app">The web application.</param>
/// <param name="throws">Whether a failed start throws, as a test wants it; else it is one line and exit code 1.</param>
internal sealed class EmulatorHost(WebApplication app, bool throws) : IHost, IAsyncDisposable
{
    private readonly IListener[] listeners = [.. app.Services.GetServices<IListener>()];

    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IServiceProvider Services => app.Services;

    /// <summary>Completes when the host has started.</summary>
    public Task Started => started.Task;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            foreach (var listener in listeners)
            {
                await listener.StartAsync(cancellationToken);
            }

            started.SetResult();
        }
        catch (Exception exception) when (StartupFailure.Describe(exception, Services.GetRequiredService<EmulatorOptions>()) is { } reason)
        {
            throw throws ? new StartupException(reason, exception) : HostExit.CannotStart(reason);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        foreach (var listener in listeners.Reverse())
        {
            await listener.StopAsync(cancellationToken);
        }

        await app.StopAsync(cancellationToken);
    }

    public void Dispose() => ((IDisposable)app).Dispose();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
