using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Orchestration;

/// <summary>Orchestrations.</summary>
internal static class DurableServices
{
    public static void AddDurable(this IServiceCollection services)
    {
        services.AddSingleton<DataConverter>(JsonDataConverter.Default);
        services.AddSingleton(provider => Limits(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<IDurableFunctions, CatalogDurableFunctions>();
        services.AddSingleton<DurableEngine>();
        services.AddSingleton<LocalDurableTaskClient>();
        services.AddSingleton<DurableTaskClient>(provider => provider.GetRequiredService<LocalDurableTaskClient>());
        services.AddSingleton(provider => new Lazy<LocalDurableTaskClient>(provider.GetRequiredService<LocalDurableTaskClient>));
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
