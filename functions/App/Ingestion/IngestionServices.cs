using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Ingestion;

/// <summary>Registers this stage.</summary>
internal static class IngestionServices
{
    /// <summary>Raw files in, batches out.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services) => services
        .AddSingleton<BatchStore>()
        .AddSingleton<BatchCheck>()
        .AddSingleton<SourceBatches>()
        .AddSingleton<RawData>()
        .AddSingleton<RawDataIngestion>();
}
