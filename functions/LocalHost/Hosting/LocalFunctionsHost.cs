using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MlFunctions.LocalHost.Blobs;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>The running app: its own host with the web server first, then what starts functions; stopped the other way round.</summary>
/// <param name="app">The host as the app has built it.</param>
/// <param name="run">The run that it is of. In a test a failed start throws; else it is one line and exit code 1.</param>
internal sealed class LocalFunctionsHost(IHost app, HostRun run) : IHost, IAsyncDisposable
{
    // Whatever cannot be bound is told when the host is built.
    private readonly IListener[] _listeners = [.. app.Services.GetServices<IListener>()];

    private readonly CrashSwitch _crash = app.Services.GetRequiredService<CrashSwitch>();
    private readonly IHostApplicationLifetime _lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
    private volatile bool _stopped;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts this host around the one that the app builds.</summary>
    public static void Add(IServiceCollection services, HostRun run)
    {
        var proxy = ProxyMiddleware.In(services);
        var inner = services.Last(service => service.ServiceType == typeof(IHost)).ImplementationFactory!;
        services.AddSingleton<IHost>(provider =>
        {
            try
            {
                // Before all else: a second process on the same state must not get to do anything.
                _ = provider.GetRequiredService<StateStore>();
                proxy.LetPass(provider);
                var host = new LocalFunctionsHost((IHost)inner(provider), run);
                run.Built(host);
                return host;
            }
            catch (Exception exception) when (!run.IsTest && StartupFailure.Describe(exception, provider.GetRequiredService<LocalHostOptions>()) is { } reason)
            {
                throw HostExit.CannotStart(reason);
            }
        });
    }

    public IReadOnlyList<IListener> Listeners => _listeners;

    public IServiceProvider Services => app.Services;

    /// <summary>Completes when the host has started.</summary>
    public Task Started => _started.Task;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await Services.GetRequiredService<BlobStores>().ReachAccountsAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
            foreach (var listener in _listeners)
            {
                await listener.StartAsync(cancellationToken);
            }

            _started.SetResult();
        }
        catch (Exception exception) when (StartupFailure.Describe(exception, Services.GetRequiredService<LocalHostOptions>()) is { } reason)
        {
            // What has started already may meet the same fault, and then has told it or must not.
            throw run.IsTest ? new StartupException(reason, exception)
                : Services.GetRequiredService<HostFaults>().IsFirst() ? HostExit.CannotStart(reason)
                : HostExit.AfterFault();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_crash.HasCrashed)
        {
            return;
        }

        // Whoever runs a host gives no limit of its own and counts on this one.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
        await Task.WhenAll(_listeners.Select(listener => StopAsync(listener, limit.Token)));
        await app.StopAsync(limit.Token);
        if (!run.IsTest && Services.GetRequiredService<HostFaults>().HasFault)
        {
            HostExit.EndWithFault();
        }
    }

    private static async Task StopAsync(IListener listener, CancellationToken cancellationToken)
    {
        try
        {
            await listener.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Time is up; what still runs was not acknowledged and is delivered again at the next start.
        }
    }

    /// <summary>Asks whoever runs the host to stop it.</summary>
    public void RequestStop()
    {
        if (!_stopped)
        {
            _lifetime.StopApplication();
        }
    }

    /// <summary>Stops as a killed process does: the state is closed first, so that nothing under way can be kept.</summary>
    public async Task CrashAsync()
    {
        _crash.Crash();
        Services.GetRequiredService<StateStore>().Abandon();
        foreach (var listener in _listeners)
        {
            listener.Abandon();
        }

        await app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _lifetime.StopApplication();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync()
    {
        _stopped = true;
        // A killed process disposes of nothing.
        return _crash.HasCrashed ? ValueTask.CompletedTask : ((IAsyncDisposable)app).DisposeAsync();
    }
}
