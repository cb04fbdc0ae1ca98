using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Durable.Http;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting.Logging;
using MlFunctions.Emulator.Hosting.Options;
using MlFunctions.Emulator.Http;
using MlFunctions.Emulator.State;
using MlFunctions.Emulator.Testing;

namespace MlFunctions.Emulator.Hosting;

/// <summary>Puts the host together: settings, web server, functions, and what the app adds.</summary>
internal sealed class EmulatorBuilder
{
    private readonly EntryPointRun? _run;
    private readonly IReadOnlyCollection<Type> _functionTypes;

    private EmulatorBuilder(EntryPointRun? run, IReadOnlyCollection<Type> functionTypes, WebApplicationBuilder web, EmulatorOptions options)
    {
        _run = run;
        _functionTypes = functionTypes;
        Web = web;
        Options = options;
    }

    public WebApplicationBuilder Web { get; }

    public EmulatorOptions Options { get; }

    public List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware { get; } = [];

    /// <summary>Starts building; a wrong command line ends the process with exit code 2, <c>--help</c> with 0.</summary>
    public static EmulatorBuilder Create(string[] args)
    {
        var current = EntryPointRun.Current;
        try
        {
            return Create(args, current);
        }
        catch (UsageException exception) when (current is null)
        {
            throw HostExit.Usage(exception.Message);
        }
        catch (StartupException exception) when (current is null)
        {
            throw HostExit.CannotStart(exception.Message);
        }
    }

    public IHost Build()
    {
        try
        {
            var host = BuildHost();
            _run?.Built(host);
            return host;
        }
        catch (Exception exception) when (_run is null && StartupFailure.Describe(exception, Options) is { } reason)
        {
            throw HostExit.CannotStart(reason);
        }
    }

    private EmulatorHost BuildHost()
    {
        var services = Web.Services;
        var catalog = FunctionCatalog.Discover(_functionTypes);
        services.AddSingleton(Options);
        services.AddSingleton(catalog);
        services.AddEmulator(Options, catalog, Middleware);
        _run?.ConfigureServices(services);
        services.TryAddSingleton(TimeProvider.System);

        var app = Web.Build();
        // Before all else: a second process on the same state must not get to do anything.
        _ = app.Services.GetRequiredService<StateStore>();
        OriginGuard.Use(app);
        OutstandingLimit.Use(app);
        app.MapFunctions();
        app.MapAdmin();
        app.MapDurable();
        return new EmulatorHost(app, throws: _run is not null);
    }

    private static EmulatorBuilder Create(string[] args, EntryPointRun? run)
    {
        var assembly = run?.Assembly ?? Assembly.GetEntryAssembly()!;
        IReadOnlyList<CommandLineOption> known =
        [
            .. assembly.GetCustomAttributes<EmulatorOptionAttribute>().Select(option => new CommandLineOption(option.Name, option.ValueName, option.Description)),
            .. CommandLineOption.Standard,
        ];
        var given = CommandLine.Parse(args, known);
        if (given.ContainsKey(CommandLineOption.Help.Key))
        {
            throw HostExit.Help(CommandLine.Help(assembly.GetName().Name!, known));
        }

        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });
        HostSettings.Add(web.Configuration, Path.GetDirectoryName(assembly.Location)!);
        web.Configuration.AddEnvironmentVariables().AddInMemoryCollection(given);
        run?.Configure(web.Configuration);
        var options = EmulatorOptionsReader.Read(web.Configuration);

        web.Logging.AddConsoleLines().AddConfiguration(web.Configuration.HostJson("logging"));
        var connections = new OpenConnections();
        web.Services.AddSingleton(connections);
        web.Services.AddSingleton<QueueDelay>();
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HttpLimits.RequestBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = HttpLimits.Headers;
            kestrel.Limits.MinRequestBodyDataRate = HttpLimits.BodyRate;
            kestrel.Listen(options.Address, options.Port, endpoint => endpoint.Use(connections.Counting));
        });
        web.Services.AddRoutingCore();
        return new EmulatorBuilder(run, run?.FunctionTypes ?? assembly.GetTypes(), web, options);
    }
}
