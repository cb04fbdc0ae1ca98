using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Preparation;

/// <summary>Registers this stage.</summary>
internal static class PreparationServices
{
    /// <summary>Batches in, feature sets out.</summary>
    public static IServiceCollection AddPreparation(this IServiceCollection services) => services
        .AddSingleton<TransformCatalog>()
        .AddSingleton<FeatureSetStore>()
        .AddSingleton<PreparedBatchStore>()
        .AddSingleton<PipelineDataReader>()
        .AddSingleton<BatchConditions>()
        .AddSingleton<RawDataPreparation>();
}
