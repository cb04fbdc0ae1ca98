using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>
/// The middleware of the ASP.NET integration waits, for each function with an HTTP trigger, until a Functions host has sent the request
/// on. It looks at the bindings of a function once and remembers the answer by the function's id. So it is shown each function without
/// bindings before the first request: then it lets requests pass, and the app's own middleware still finds the trigger in the definition.
/// </summary>
/// <param name="type">The middleware's type; null where the app has no ASP.NET integration.</param>
internal sealed class ProxyMiddleware(Type? type)
{
    public static ProxyMiddleware In(IServiceCollection services) =>
        new(services.FirstOrDefault(service => service.ServiceType.Name == OfficialInternals.ProxyMiddleware)?.ServiceType);

    /// <summary>Lets it pass the requests of all functions.</summary>
    public void LetPass(IServiceProvider services)
    {
        if (type is null)
        {
            return;
        }

        var middleware = (IFunctionsWorkerMiddleware)services.GetRequiredService(type);
        foreach (var function in services.GetRequiredService<FunctionCatalog>().All)
        {
            if (!middleware.Invoke(new UnboundContext(function, services), static _ => Task.CompletedTask).IsCompletedSuccessfully)
            {
                throw new InvalidOperationException(
                    $"{type.Name} of {type.Assembly.GetName().Name} {type.Assembly.GetName().Version} waits for function '{function.Name}' although it has no HTTP trigger; this host relies on that it does not. Use the version that it was built with.");
            }
        }
    }

    private sealed class UnboundContext(FunctionDescriptor function, IServiceProvider services) : FunctionContext
    {
        public override string InvocationId => function.Id;

        public override string FunctionId => function.Id;

        public override TraceContext TraceContext => throw Unexpected();

        public override BindingContext BindingContext => throw Unexpected();

        public override RetryContext RetryContext => null!;

        public override IServiceProvider InstanceServices { get; set; } = services;

        public override FunctionDefinition FunctionDefinition { get; } = new UnboundFunction(function);

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override IInvocationFeatures Features => throw Unexpected();

        private static InvalidOperationException Unexpected() => new($"{OfficialInternals.ProxyMiddleware} asks for more than this host expects of it. Use the version that it was built with.");
    }

    private sealed class UnboundFunction(FunctionDescriptor function) : FunctionDefinition
    {
        public override ImmutableArray<FunctionParameter> Parameters => [];

        public override string PathToAssembly => function.PathToAssembly;

        public override string EntryPoint => function.EntryPoint;

        public override string Id => function.Id;

        public override string Name => function.Name;

        public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
    }
}
