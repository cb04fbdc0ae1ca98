using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Durable;
using MlFunctions.Emulator.Durable.Client;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Orchestration;

/// <summary>Orchestrations.</summary>
internal static class DurableServices
{
    public static void AddDurable(this IServiceCollection services)
    {
        services.AddSingleton<DataConverter>(JsonDataConverter.Default);
        services.AddSingleton(provider => Limits(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<IDurableFunctions, CatalogDurableFunctions>();
        services.AddSingleton<DurableEngine>();
        services.AddSingleton<EmulatorDurableTaskClient>();
        services.AddSingleton<DurableTaskClient>(provider => provider.GetRequiredService<EmulatorDurableTaskClient>());
        services.AddSingleton(provider => new Lazy<EmulatorDurableTaskClient>(provider.GetRequiredService<EmulatorDurableTaskClient>));
        services.AddSingleton<IListener, DurableListener>();
        services.AddSingleton<IParameterBinder, OrchestrationBinder>();
        services.AddSingleton<IParameterBinder, ActivityBinder>();
        services.AddSingleton<IParameterBinder, DurableClientBinder>();
    }

    private static DurableOptions Limits(IConfiguration configuration)
    {
        var section = configuration.HostJson("extensions:durableTask");
        var defaults = new DurableOptions();
        return defaults with
        {
            MaxConcurrentActivityFunctions = section.GetValue("maxConcurrentActivityFunctions", defaults.MaxConcurrentActivityFunctions),
            MaxConcurrentOrchestratorFunctions = section.GetValue("maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestratorFunctions),
        };
    }
}
