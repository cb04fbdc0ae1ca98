using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Http.Keys;
using MlFunctions.LocalHost.Messaging;

namespace MlFunctions.LocalHost.Http;

/// <summary>The host's own endpoints under <c>/admin</c>, behind the master key when keys are required.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var keys = app.ServiceProvider.GetRequiredService<HostKeys>().ForHost(AuthorizationLevel.Admin);
        var admin = app.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
            keys is null || keys.IsOpenTo(context.HttpContext.Request) ? await next(context) : Results.Unauthorized());
        admin.MapGet("/host/ping", () => Results.Ok());
        admin.MapGet("/host/status", (LocalHostOptions options, FunctionCatalog catalog) => Results.Json(new
        {
            Id = "mlfunctions-localhost",
            State = "Running",
            Version = typeof(AdminEndpoints).Assembly.GetName().Version!.ToString(),
            options.StateDirectory,
            Functions = catalog.All.Count,
        }));
        admin.MapGet("/functions", (FunctionCatalog catalog) => Results.Json(catalog.All.OrderBy(function => function.Name, StringComparer.Ordinal).Select(function => new
        {
            function.Name,
            function.EntryPoint,
            Trigger = FunctionBinding.KindOf(function.Trigger),
        })));
        admin.MapPost("/functions/{name}", StartAsync);
        admin.MapMessagingAdmin();
    }

    private static async Task<IResult> StartAsync(
        string name,
        HttpRequest request,
        FunctionCatalog catalog,
        IEnumerable<IManualStart> starts)
    {
        if (catalog.Find(name) is not { } function)
        {
            return Results.Problem($"There is no function '{name}'.", statusCode: StatusCodes.Status404NotFound);
        }

        if (starts.FirstOrDefault(start => start.CanStart(function)) is not { } manual)
        {
            return Results.Problem($"Function '{name}' cannot be started here; its trigger is {FunctionBinding.KindOf(function.Trigger)}.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            // As the real host, this answers before the function has run.
            await manual.StartAsync(function, await ReadInputAsync(request));
            return Results.Accepted();
        }
        catch (Exception exception) when (exception is JsonException or ServiceBusException or ArgumentException)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The body is <c>{"input": "…"}</c>, or nothing.</summary>
    private static async Task<string> ReadInputAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (string.IsNullOrWhiteSpace(text))
        {
            return string.Empty;
        }

        using var body = JsonDocument.Parse(text);
        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("input", out var input) ? input.ToString() : string.Empty;
    }
}
