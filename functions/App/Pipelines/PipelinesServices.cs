using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Pipelines;

/// <summary>Registers this stage.</summary>
internal static class PipelinesServices
{
    /// <summary>Definitions, and the runs that chain the stages.</summary>
    public static IServiceCollection AddPipelines(this IServiceCollection services) => services
        .AddSingleton<DefinitionParser>()
        .AddSingleton<DefinitionStore>()
        .AddSingleton<RunDefinition>()
        .AddSingleton<RunQueueStore>()
        .AddSingleton<RunStarter>()
        .AddSingleton<RetrainSchedules>();
}
