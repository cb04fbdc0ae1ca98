using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Durable.Http;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Http;

/// <summary>The web server: the one that the app's ASP.NET integration brings, or one of this host's own where there is none.</summary>
internal sealed class WebServer(IServer server, LocalHostOptions options) : IStartupFilter
{
    public static void Add(IServiceCollection services, HostBuilderContext context)
    {
        if (Find(services) is null)
        {
            new ServicesHostBuilder(services, context).ConfigureWebHost(web => web.UseKestrelCore().Configure(static _ => { }));
            services.AddRoutingCore();
        }

        // Whoever asks the app is answered only when its own services have started.
        var starter = Find(services) ?? throw OfficialInternals.Missing(OfficialInternals.WebServerService);
        services.Remove(starter);
        services.Add(starter);

        var connections = new OpenConnections();
        services.AddSingleton(connections);
        services.AddSingleton<QueueDelay>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HttpLimits.RequestBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = HttpLimits.Headers;
            kestrel.Limits.MinRequestBodyDataRate = HttpLimits.BodyRate;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(connections.Counting));
        });
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, WebServer>());
    }

    /// <summary>Puts this host's endpoints in place of those that wait for a Functions host.</summary>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // The ASP.NET integration has chosen a port of its own, for a Functions host to send requests on to.
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        addresses.Clear();
        var host = options.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{options.Address}]" : options.Address.ToString();
        addresses.Add($"http://{host}:{options.Port}");
        OriginGuard.Use(app, options);
        OutstandingLimit.Use(app);
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapFunctions();
            endpoints.MapAdmin();
            endpoints.MapDurable();
        });
    };

    private static ServiceDescriptor? Find(IServiceCollection services) =>
        services.FirstOrDefault(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == OfficialInternals.WebServerService);
}
