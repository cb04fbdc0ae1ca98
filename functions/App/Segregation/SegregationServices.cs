using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Segregation;

/// <summary>Registers this stage.</summary>
internal static class SegregationServices
{
    /// <summary>Feature sets in, training rows and holdout out.</summary>
    public static IServiceCollection AddSegregation(this IServiceCollection services) => services
        .AddSingleton<ISplitter, DrawnSplitter>()
        .AddSingleton<ISplitter, OrderedSplitter>()
        .AddSingleton(provider => new SegregationService(
            [.. provider.GetServices<ISplitter>(), .. provider.GetServices<IRowSplitter>().Select(splitter => new NamedSplitter(splitter))]))
        .AddSingleton<FixedHoldout>()
        .AddSingleton<FeatureSegregation>();
}
