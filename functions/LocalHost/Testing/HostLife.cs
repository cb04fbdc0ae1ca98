using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Hosting.Options;

namespace MlFunctions.LocalHost.Testing;

/// <summary>One life of a tested app, from its entry point's call to its return.</summary>
internal sealed class HostLife
{
    private readonly Task _main;

    private HostLife(LocalFunctionsHost host, Task main)
    {
        Host = host;
        _main = main;
    }

    public LocalFunctionsHost Host { get; }

    /// <summary>Calls the entry point and waits until the host that it builds has started.</summary>
    /// <exception cref="InvalidOperationException">The entry point returned without running a host.</exception>
    public static async Task<HostLife> StartAsync(TestedApp app, string stateDirectory, FunctionsTestHostOptions options)
    {
        var built = new TaskCompletionSource<LocalFunctionsHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = SettingsOf(app, stateDirectory, options);
        var run = new HostRun
        {
            Assembly = app.Assembly,
            FunctionTypes = app.FunctionTypes,
            Settings = settings,
            IsTest = true,
            ConfigureServices = services => Apply(options, services),
            Built = built.SetResult,
        };

        // A thread of its own: an entry point that is not asynchronous blocks until the host stops.
        var entryPoint = Task.Factory.StartNew(
            () =>
            {
                HostRun.Begin(run);
                // On the command line too, where the entry point reads settings before the host is built.
                return app.Main([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        if (await Task.WhenAny(entryPoint, built.Task) == entryPoint)
        {
            await entryPoint;
            throw new InvalidOperationException($"The entry point of {app.Assembly.GetName().Name} returned without building a host.");
        }

        var host = await built.Task;
        if (await Task.WhenAny(entryPoint, host.Started) == entryPoint)
        {
            await entryPoint;
            throw new InvalidOperationException($"The entry point of {app.Assembly.GetName().Name} returned without running the host that it built.");
        }

        return new HostLife(host, entryPoint);
    }

    private static Dictionary<string, string?> SettingsOf(TestedApp app, string stateDirectory, FunctionsTestHostOptions options)
    {
        var settings = CommandLine.SettingsOf(app.Assembly, [.. options.Arguments]);
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        settings[CommandLineOption.State.Key] = stateDirectory;
        settings[CommandLineOption.Port.Key] = "0";
        return settings;
    }

    private static void Apply(FunctionsTestHostOptions options, IServiceCollection services)
    {
        services.AddSingleton<IHostLifetime, TestLifetime>();
        if (options.Clock is { } clock)
        {
            services.AddSingleton(clock);
        }

        foreach (var change in options.ServiceChanges)
        {
            change(services);
        }
    }

    /// <summary>Stops the host, if it still runs, and waits until the entry point has returned.</summary>
    public async Task StopAsync()
    {
        Host.RequestStop();
        await _main;
    }

    /// <summary>Ends the host without letting anything finish, and waits until the entry point has returned.</summary>
    public async Task CrashAsync()
    {
        await Host.CrashAsync();
        await _main;
    }
}
