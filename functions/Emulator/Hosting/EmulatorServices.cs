using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Blobs;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Http;
using MlFunctions.Emulator.Messaging;
using MlFunctions.Emulator.Orchestration;
using MlFunctions.Emulator.Timers;

namespace MlFunctions.Emulator.Hosting;

/// <summary>The host's own services, a feature a line.</summary>
internal static class EmulatorServices
{
    public static void AddEmulator(
        this IServiceCollection services,
        EmulatorOptions options,
        FunctionCatalog catalog,
        IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        services.AddSingleton(middleware);
        services.AddState(options);
        services.AddWorkerJson();
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
