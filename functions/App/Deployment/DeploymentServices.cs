using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Deployment;

/// <summary>Registers this stage.</summary>
internal static class DeploymentServices
{
    /// <summary>The winner in, a champion out.</summary>
    public static IServiceCollection AddDeployment(this IServiceCollection services) => services
        .AddSingleton<ModelRegistryStore>()
        .AddSingleton<DeployedPackages>()
        .AddSingleton<ForecastRefit>()
        .AddSingleton<ModelDeployment>()
        .AddSingleton<RegistryNews>()
        .AddHostedService(provider => provider.GetRequiredService<RegistryNews>())
        .AddSingleton<ModelPromotion>()
        .AddSingleton<PromotionAnswers>();
}
