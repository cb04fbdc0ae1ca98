using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Timers;

/// <summary>Timer triggers.</summary>
internal static class TimerServices
{
    public static void AddTimers(this IServiceCollection services)
    {
        services.AddSingleton<TimerMonitor>();
        services.AddSingleton<TimerListener>();
        services.AddSingleton<IListener>(provider => provider.GetRequiredService<TimerListener>());
        services.AddSingleton<IManualStart>(provider => provider.GetRequiredService<TimerListener>());
        services.AddSingleton<IParameterBinder, TimerBinder>();
    }
}
