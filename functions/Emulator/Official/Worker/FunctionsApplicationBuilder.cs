using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a function app and the host that runs it.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly EmulatorBuilder _emulator;

    internal FunctionsApplicationBuilder(EmulatorBuilder emulator) => _emulator = emulator;

    /// <summary>What extensions of the builder share.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_emulator.Web).Properties;

    /// <summary>Settings from host.json (under <c>AzureFunctionsJobHost</c>), local.settings.json, environment and command line.</summary>
    public ConfigurationManager Configuration => _emulator.Web.Configuration;

    /// <summary>The environment that the app runs in.</summary>
    public IHostEnvironment Environment => _emulator.Web.Environment;

    /// <summary>Logging.</summary>
    public ILoggingBuilder Logging => _emulator.Web.Logging;

    /// <summary>Metrics.</summary>
    public IMetricsBuilder Metrics => _emulator.Web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => _emulator.Web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>Builds the host; running it serves the app's functions.</summary>
    /// <exception cref="FunctionWorkerException">A function's bindings contradict each other.</exception>
    public IHost Build() => _emulator.Build();

    /// <summary>Replaces the service container.</summary>
    /// <typeparam name="TContainerBuilder">The container's builder.</typeparam>
    /// <param name="factory">Makes the container.</param>
    /// <param name="configure">Configures it.</param>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_emulator.Web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _emulator.Middleware.Add(middleware);
        return this;
    }
}
