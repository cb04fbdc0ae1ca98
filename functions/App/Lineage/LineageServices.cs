using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Lineage;

/// <summary>Registers this part.</summary>
internal static class LineageServices
{
    /// <summary>An id in, what it was made from out.</summary>
    public static IServiceCollection AddLineage(this IServiceCollection services) => services
        .AddSingleton<LineageSearch>();
}
