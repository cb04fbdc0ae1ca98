using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Blobs;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Http;
using MlFunctions.LocalHost.Messaging;
using MlFunctions.LocalHost.Orchestration;
using MlFunctions.LocalHost.Timers;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>The host's own services, a feature a line.</summary>
internal static class HostServices
{
    public static void AddLocalHost(this IServiceCollection services, LocalHostOptions options, FunctionCatalog catalog)
    {
        services.AddState(options);
        services.AddHttpTriggers(catalog);
        services.AddBlobs(options);
        services.AddTimers();
        services.AddMessaging();
        services.AddDurable();
        services.AddSingleton<IParameterBinder, ContextBinder>();
        services.AddSingleton<FunctionTimeout>();
        services.AddSingleton<InvocationDeadlines>();
        services.AddSingleton<CrashSwitch>();
        services.AddSingleton<HostFaults>();
        services.AddSingleton<FunctionRunner>();
    }
}
