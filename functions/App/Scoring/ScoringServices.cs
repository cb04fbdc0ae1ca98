using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Scoring;

/// <summary>Registers this stage.</summary>
internal static class ScoringServices
{
    /// <summary>The champion and rows in, predictions out.</summary>
    public static IServiceCollection AddScoring(this IServiceCollection services) => services
        .AddSingleton<ScoreFeed>()
        .AddHostedService(provider => provider.GetRequiredService<ScoreFeed>())
        .AddSingleton<ShadowScoring>()
        .AddHostedService(provider => provider.GetRequiredService<ShadowScoring>())
        .AddSingleton<ModelLoader>()
        .AddSingleton<ModelVersions>()
        .AddSingleton<WatchedScores>()
        .AddSingleton<FallbackChain>()
        .AddSingleton<EntityRows>()
        .AddSingleton<OnlinePredictions>()
        .AddSingleton<ServingModels>()
        .AddHostedService(provider => provider.GetRequiredService<ServingModels>());
}
