using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting.Logging;
using MlFunctions.LocalHost.Hosting.Options;
using MlFunctions.LocalHost.Http;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>
/// Turns the host that an app builds into one that runs its functions: notices the building, as test servers of ASP.NET Core do, and
/// changes the services of the worker before they are made.
/// </summary>
internal sealed class HostBuilding : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string HostingEvents = "Microsoft.Extensions.Hosting";
    private const string BuildingEvent = "HostBuilding";

    private static readonly Lazy<IDisposable> Subscription = new(() => DiagnosticListener.AllListeners.Subscribe(new HostBuilding()));

    /// <summary>Notices every host that is built from now on.</summary>
    public static void Observe() => _ = Subscription.Value;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == HostingEvents)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: BuildingEvent, Value: IHostBuilder builder } && HostRun.Current is { } run)
        {
            Change(builder, run);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static void Change(IHostBuilder builder, HostRun run)
    {
        builder.ConfigureServices((context, services) =>
        {
            // An app may build other hosts than that of its functions.
            if (!services.Any(service => service.ServiceType == typeof(IFunctionsWorkerApplicationBuilder)) || !run.Take())
            {
                return;
            }

            try
            {
                HostSettings.Add((IConfigurationBuilder)context.Configuration, Path.GetDirectoryName(run.Assembly.Location)!, run.Settings);
                Change(context, services, LocalHostOptionsReader.Read(context.Configuration), run);
            }
            catch (UsageException exception) when (!run.IsTest)
            {
                throw HostExit.Usage(exception.Message);
            }
            catch (Exception exception) when (!run.IsTest && StartupFailure.Describe(exception, options: null) is { } reason)
            {
                throw HostExit.CannotStart(reason);
            }
        });
    }

    private static void Change(HostBuilderContext context, IServiceCollection services, LocalHostOptions options, HostRun run)
    {
        if (!Remove(services, OfficialInternals.WorkerService))
        {
            throw OfficialInternals.Missing(OfficialInternals.WorkerService);
        }

        Remove(services, OfficialInternals.KeyRingService);
        if (Remove(services, OfficialInternals.WorkerLogs))
        {
            // Unless the app has cleared its loggers, the log goes to whom it goes to under a Functions host: to the host.
            services.AddLogging(logging => logging.AddConsoleLines().AddConfiguration(context.Configuration.HostJson("logging")));
        }

        var catalog = FunctionCatalog.Discover(run.FunctionTypes ?? run.Assembly.GetTypes());
        services.AddSingleton(options);
        services.AddSingleton(catalog);
        services.AddLocalHost(options, catalog);
        services.AddSingleton<IFunctionExecutor, LocalFunctionExecutor>();
        WebServer.Add(services, context);
        run.ConfigureServices(services);
        services.TryAddSingleton(TimeProvider.System);
        LocalFunctionsHost.Add(services, run);
    }

    private static bool Remove(IServiceCollection services, string implementation)
    {
        var found = services.Where(service => (service.ServiceType == typeof(IHostedService) || service.ServiceType == typeof(ILoggerProvider)) && service.ImplementationType?.Name == implementation).ToArray();
        foreach (var service in found)
        {
            services.Remove(service);
        }

        return found.Length > 0;
    }
}
