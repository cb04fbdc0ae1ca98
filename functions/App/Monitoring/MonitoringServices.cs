using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Monitoring;

/// <summary>Registers this stage.</summary>
internal static class MonitoringServices
{
    /// <summary>What served models did, how right they were, and what follows from it.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton<ModelMeters>()
        .AddSingleton<ServedFiguresStore>()
        .AddSingleton<MeterFlush>()
        .AddHostedService(provider => provider.GetRequiredService<MeterFlush>())
        .AddSingleton<OutcomeStore>()
        .AddSingleton<OutcomeCounting>()
        .AddSingleton<OutcomeMetrics>()
        .AddSingleton<RevertJudge>()
        .AddSingleton<AutomaticRevert>()
        .AddSingleton<DriftWatchStore>()
        .AddSingleton<ServedDrift>()
        .AddSingleton<MonitoringQuery>();
}
