using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlFunctions.Audit;

/// <summary>Registers this part.</summary>
internal static class AuditServices
{
    /// <summary>Who did what when.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<ChangeOutbox>()
        .AddHostedService(provider => provider.GetRequiredService<ChangeOutbox>());

    /// <summary>Keeps every change that is made over HTTP.</summary>
    public static FunctionsApplicationBuilder UseAudit(this FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<AuditMiddleware>();
        return builder;
    }
}
