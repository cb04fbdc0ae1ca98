using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Http;

/// <summary>Registers this part.</summary>
internal static class HttpServices
{
    /// <summary>The limits of requests; a setting that is wrong ends the start.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(AppLimits.Read(configuration));
}
