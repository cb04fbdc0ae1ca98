using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Http;
using MlFunctions.Storage;

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
        .AddHostedService(provider => provider.GetRequiredService<ServingModels>())
        .AddSingleton<ScoreStore>()
        .AddSingleton<IScoreListener, OnlineScoreRecorder>()
        .AddSingleton<ScoringQueue>()
        .AddSingleton<Backpressure>()
        .AddSingleton<BatchIngestion>()
        .AddSingleton<QueuedScoring>()
        .AddSingleton(provider => ReadModelLimits.Of(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<AppLimits>()))
        .AddSingleton<IReadModel>(provider => provider.GetService<RedisConnection>() is { } redis
            ? ActivatorUtilities.CreateInstance<RedisReadModel>(provider, redis)
            : ActivatorUtilities.CreateInstance<MemoryReadModel>(provider))
        .AddSingleton<BatchQueries>()
        .AddSingleton<ReadModelGap>()
        .AddSingleton<ReadModelProjection>()
        .AddSingleton<ReadModelRebuild>()
        .AddHostedService<ReadModelKeeper>()
        .AddSingleton<ScoringJobs>()
        .AddSingleton<DatasetDivision>()
        .AddSingleton(provider => CellText.Read(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<PartScoring>()
        .AddSingleton<ScoringJobStore>();
}
