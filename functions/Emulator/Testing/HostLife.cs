using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Emulator.Hosting;
using MlFunctions.Emulator.Hosting.Options;

namespace MlFunctions.Emulator.Testing;

/// <summary>One life of a tested app, from its entry point's call to its return.</summary>
internal sealed class HostLife
{
    private readonly Task main;

    private HostLife(EmulatorHost host, Task main)
    {
        Host = host;
        this.main = main;
    }

    public EmulatorHost Host { get; }

    /// <summary>Calls the entry point and waits until the host that it builds has started.</summary>
    /// <exception cref="InvalidOperationException">The entry point returned without running a host.</exception>
    public static async Task<HostLife> StartAsync(TestedApp app, string stateDirectory, FunctionsTestHostOptions options)
    {
        var built = new TaskCompletionSource<EmulatorHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = new EntryPointRun
        {
            Assembly = app.Assembly,
            FunctionTypes = app.FunctionTypes,
            Configure = configuration => configuration.AddInMemoryCollection(options.Settings).AddInMemoryCollection(
            [
                new(CommandLineOption.State.Key, stateDirectory),
                new(CommandLineOption.Port.Key, "0"),
            ]),
            ConfigureServices = services => Apply(options, services),
            Built = built.SetResult,
        };

        // A thread of its own: an entry point that is not asynchronous blocks until the host stops.
        var entryPoint = Task.Factory.StartNew(
            () =>
            {
                EntryPointRun.Current = run;
                return app.Main([.. options.Arguments]);
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
        await main;
    }

    /// <summary>Ends the host without letting anything finish, and waits until the entry point has returned.</summary>
    public async Task CrashAsync()
    {
        await Host.CrashAsync();
        await main;
    }
}
