using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>
/// Every name inside the official packages that this host relies on. They are not part of any promise: a version of a package that has
/// renamed one is found here, at start, with the name in the message.
/// </summary>
internal static class OfficialInternals
{
    /// <summary>The background service that talks to a Functions host; here there is none.</summary>
    public const string WorkerService = "WorkerHostedService";

    /// <summary>Sends logs to the Functions host.</summary>
    public const string WorkerLogs = "WorkerLoggerProvider";

    /// <summary>Starts the web server that the ASP.NET integration configures.</summary>
    public const string WebServerService = "GenericWebHostService";

    /// <summary>Loads keys that only sessions and antiforgery need, which come with MVC; whoever uses them loads them then.</summary>
    public const string KeyRingService = "DataProtectionHostedService";

    /// <summary>Waits for a request that the Functions host sends on; here requests come directly.</summary>
    public const string ProxyMiddleware = "FunctionsHttpProxyingMiddleware";

    /// <summary>Where the worker keeps the request of an invocation, for <c>GetHttpContext()</c>.</summary>
    public const string HttpContextItem = "HttpRequestContext";

    private static readonly Assembly Core = typeof(FunctionContext).Assembly;
    private static readonly Assembly Durable = typeof(DurableClientAttribute).Assembly;

    /// <summary>What the worker's extension methods read the result of an invocation from.</summary>
    public static Type BindingsFeature { get; } = Find(Core, "Microsoft.Azure.Functions.Worker.Context.Features.IFunctionBindingsFeature");

    /// <summary>Says that the worker is to write no outputs.</summary>
    public static object NoOutputs { get; } =
        Find(Core, "Microsoft.Azure.Functions.Worker.OutputBindings.EmptyOutputBindingsInfo").GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
        ?? throw Missing("EmptyOutputBindingsInfo.Instance", Core);

    private static readonly ConstructorInfo DurableClientConstructor =
        Find(Durable, "Microsoft.Azure.Functions.Worker.FunctionsDurableTaskClient").GetConstructors() is [var only] && only.GetParameters().Length == 4
            ? only
            : throw Missing("FunctionsDurableTaskClient(client, query, address, purge)", Durable);

    /// <summary>A client as <c>[DurableClient]</c> gives it: one that knows the key of the management endpoints.</summary>
    /// <param name="client">Does the work.</param>
    /// <param name="query">Added to the URLs that it gives out.</param>
    public static DurableTaskClient DurableClient(DurableTaskClient client, string? query) =>
        (DurableTaskClient)DurableClientConstructor.Invoke([client, query, null, null]);

    /// <summary>A type by its name.</summary>
    /// <exception cref="InvalidOperationException">The assembly has none of that name.</exception>
    public static Type Find(Assembly assembly, string name) => assembly.GetType(name) ?? throw Missing(name, assembly);

    /// <summary>What is thrown where a service of the worker is not found by its name.</summary>
    public static InvalidOperationException Missing(string service) => Missing(service, Core);

    private static InvalidOperationException Missing(string name, Assembly assembly) => new(
        $"{assembly.GetName().Name} {assembly.GetName().Version} has no {name}, which this host relies on. Use the version of the package that it was built with.");
}
