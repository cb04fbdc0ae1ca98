using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Segregation;

/// <summary>Registers this stage.</summary>
internal static class SegregationServices
{
    /// <summary>Feature sets in, training rows and holdout out.</summary>
    public static IServiceCollection AddSegregation(this IServiceCollection services) => services
        .AddSingleton<FeatureSegregation>();
}
