using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Http.Keys;

namespace MlFunctions.LocalHost.Http;

/// <summary>HTTP functions: their services and their endpoints.</summary>
internal static class HttpTriggers
{
    private const string DefaultRoutePrefix = "api";

    public static void AddHttpTriggers(this IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddSingleton<HostKeys>();
        services.AddSingleton<IParameterBinder, HttpBinder>();
        if (catalog.TriggeredBy<HttpTriggerAttribute>().Any(http => MayReturnActionResult(http.Function)))
        {
            // Executors of the action results.
            services.AddMvcCore();
        }
    }

    public static void MapFunctions(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var prefix = services.GetRequiredService<IConfiguration>().HostJson("extensions:http:routePrefix").Value ?? DefaultRoutePrefix;
        var runner = services.GetRequiredService<FunctionRunner>();
        var keys = services.GetRequiredService<HostKeys>();
        var logger = services.GetRequiredService<ILogger<HttpEndpoint>>();
        foreach (var (function, trigger) in services.GetRequiredService<FunctionCatalog>().TriggeredBy<HttpTriggerAttribute>())
        {
            var route = $"{prefix.Trim('/')}/{(trigger.Route ?? function.Name).TrimStart('/')}".TrimStart('/');
            var endpoint = new HttpEndpoint(function, runner, keys.For(function.Name, trigger.AuthLevel), logger);
            var mapped = trigger.Methods is not { Length: > 0 } methods
                ? app.Map(Pattern(function, route), endpoint.InvokeAsync)
                : app.MapMethods(Pattern(function, route), methods.Select(method => method.ToUpperInvariant()), endpoint.InvokeAsync);
            mapped.WithDisplayName(function.Name);
        }
    }

    private static string Pattern(FunctionDescriptor function, string route)
    {
        try
        {
            _ = RoutePatternFactory.Parse(route);
            return route;
        }
        catch (RoutePatternException exception)
        {
            throw function.Fault($"the route '{route}' is not valid: {exception.Message}");
        }
    }

    private static bool MayReturnActionResult(FunctionDescriptor function)
    {
        var result = ResultType.Of(function.Method);
        var body = function.Outputs.FirstOrDefault(output => output.Attribute is HttpResultAttribute)?.Property?.PropertyType ?? result;
        return body is not null && (body == typeof(object) || typeof(IActionResult).IsAssignableFrom(body));
    }
}
