using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;
using MlFunctions.Emulator.Http.Keys;

namespace MlFunctions.Emulator.Http;

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

    public static void MapFunctions(this WebApplication app)
    {
        var prefix = app.Configuration.HostJson("extensions:http:routePrefix").Value ?? DefaultRoutePrefix;
        var runner = app.Services.GetRequiredService<FunctionRunner>();
        var keys = app.Services.GetRequiredService<HostKeys>();
        var logger = app.Services.GetRequiredService<ILogger<HttpEndpoint>>();
        foreach (var (function, trigger) in app.Services.GetRequiredService<FunctionCatalog>().TriggeredBy<HttpTriggerAttribute>())
        {
            var route = $"{prefix.Trim('/')}/{(trigger.Route ?? function.Name).TrimStart('/')}".TrimStart('/');
            var endpoint = new HttpEndpoint(function, runner, keys.For(function.Name, trigger.AuthLevel), logger);
            var mapped = trigger.Methods.Length == 0
                ? app.Map(Pattern(function, route), endpoint.InvokeAsync)
                : app.MapMethods(Pattern(function, route), trigger.Methods.Select(method => method.ToUpperInvariant()), endpoint.InvokeAsync);
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
