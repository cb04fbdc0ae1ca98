using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Storage;

namespace MlFunctions.Preparation;

/// <summary>Registers this stage.</summary>
internal static class PreparationServices
{
    /// <summary>Batches in, feature sets out; the newest features of each entity online, in Redis where there is one.</summary>
    public static IServiceCollection AddPreparation(this IServiceCollection services) => services
        .AddSingleton<TransformCatalog>()
        .AddSingleton<FeatureSetStore>()
        .AddSingleton<PreparedBatchStore>()
        .AddSingleton<PipelineDataReader>()
        .AddSingleton<BatchConditions>()
        .AddSingleton<RawDataPreparation>()
        .AddSingleton<DatasetDeletion>()
        .AddSingleton<StreamedFeatureStore>()
        .AddSingleton<IOnlineFeatureStore>(provider => provider.GetService<RedisConnection>() is { } redis ? new RedisOnlineFeatureStore(redis) : new MemoryOnlineFeatureStore())
        .AddSingleton<StreamedFeatures>()
        .AddSingleton<FeatureReplication>()
        .AddHostedService<OnlineFeatureWarmUp>();
}
