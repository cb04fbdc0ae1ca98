using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Segregation;

/// <summary>Registers this stage.</summary>
internal static class SegregationServices
{
    /// <summary>Feature sets in, training rows and holdout out.</summary>
    public static IServiceCollection AddSegregation(this IServiceCollection services) => services
        .AddSingleton<ISplitter, RandomSplitter>()
        .AddSingleton<ISplitter, SequentialSplitter>()
        .AddSingleton<ISplitter, StratifiedSplitter>()
        .AddSingleton<ISplitter, GroupedSplitter>()
        .AddSingleton<ISplitter, TimeOrderedSplitter>()
        .AddSingleton(provider => new SegregationService(
            [.. provider.GetServices<ISplitter>(), .. provider.GetServices<IRowSplitter>().Select(splitter => new NamedSplitter(splitter))]))
        .AddSingleton<FixedHoldout>()
        .AddSingleton<FeatureSegregation>();
}
