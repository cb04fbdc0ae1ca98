using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlFunctions.LocalHost.Http;

/// <summary>A host builder that only adds services, to ones that are about to be built.</summary>
internal sealed class ServicesHostBuilder(IServiceCollection services, HostBuilderContext context) : IHostBuilder
{
    public IDictionary<object, object> Properties => context.Properties;

    public IHostBuilder ConfigureServices(Action<HostBuilderContext, IServiceCollection> configureDelegate)
    {
        configureDelegate(context, services);
        return this;
    }

    // Settings have been read already.
    public IHostBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate) => this;

    public IHostBuilder ConfigureAppConfiguration(Action<HostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    public IHostBuilder ConfigureContainer<TContainerBuilder>(Action<HostBuilderContext, TContainerBuilder> configureDelegate) => throw Elsewhere();

    public IHostBuilder UseServiceProviderFactory<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory)
        where TContainerBuilder : notnull => throw Elsewhere();

    public IHostBuilder UseServiceProviderFactory<TContainerBuilder>(Func<HostBuilderContext, IServiceProviderFactory<TContainerBuilder>> factory)
        where TContainerBuilder : notnull => throw Elsewhere();

    public IHost Build() => throw Elsewhere();

    private static NotSupportedException Elsewhere() => new("The app's own builder does this.");
}
