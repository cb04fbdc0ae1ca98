using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Extensions;

namespace MlFunctions.Pipelines;

/// <summary>Registers this stage.</summary>
internal static class PipelinesServices
{
    /// <summary>Definitions, the runs that chain the stages, and whatever others add to them.</summary>
    public static PipelinesBuilder AddPipelines(this IServiceCollection services) => new(services
        .AddSingleton<OutsideCode>()
        .AddSingleton<DefinitionParser>()
        .AddSingleton<AliasClaims>()
        .AddSingleton<DefinitionStore>()
        .AddSingleton<RunDefinition>()
        .AddSingleton<RunQueueStore>()
        .AddSingleton<RunSearch>()
        .AddSingleton<RunStarter>()
        .AddSingleton<RunWatch>()
        .AddSingleton<Retention>()
        .AddSingleton<RetrainSchedules>());
}
