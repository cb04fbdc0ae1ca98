using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting;
using MlFunctions.Emulator.Http.Keys;
using MlFunctions.Emulator.Messaging;

namespace MlFunctions.Emulator.Http;

/// <summary>The host's own endpoints under <c>/admin</c>, behind the master key when keys are required.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<HostKeys>().ForHost(AuthorizationLevel.Admin);
        var admin = app.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
            keys is null || keys.IsOpenTo(context.HttpContext.Request) ? await next(context) : Results.Unauthorized());
        admin.MapGet("/host/ping", () => Results.Ok());
        admin.MapGet("/host/status", (EmulatorOptions options, FunctionCatalog catalog) => Results.Json(new
        {
            Id = "mlfunctions-emulator",
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
        IEnumerable<IManualStart> starts,
        IHostApplicationLifetime lifetime)
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
            // Not awaited, as the real host answers before the function has run; what it throws is logged by the runner.
            _ = manual.StartAsync(function, await ReadInputAsync(request), lifetime.ApplicationStopping);
            return Results.Accepted();
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The body is <c>{"input": "…"}</c>, or nothing.</summary>
    private static async Task<string> ReadInputAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0)
        {
            return string.Empty;
        }

        using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("input", out var input) ? input.ToString() : string.Empty;
    }
}
