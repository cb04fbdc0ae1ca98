using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Http.Keys;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>The management endpoints of orchestrations, behind the system key when keys are required.</summary>
internal static class DurableEndpoints
{
    public static void MapDurable(this IEndpointRouteBuilder app)
    {
        var keys = app.ServiceProvider.GetRequiredService<HostKeys>().ForHost(AuthorizationLevel.System);
        var root = app.MapGroup(ManagementUris.Root).AddEndpointFilter(async (context, next) =>
            keys is null || keys.IsOpenTo(context.HttpContext.Request) ? await AnswerAsync(context, next) : Results.Unauthorized());

        root.MapGet("/instances", InstanceQueries.ListAsync);
        root.MapGet("/instances/{instanceId}", InstanceQueries.GetAsync);
        root.MapDelete("/instances", InstancePurges.PurgeManyAsync);
        root.MapDelete("/instances/{instanceId}", InstancePurges.PurgeOneAsync);

        root.MapPost("/orchestrators/{functionName}/{instanceId?}", InstanceStarts.StartAsync);
        root.MapPost("/instances/{instanceId}/restart", InstanceStarts.RestartAsync);

        root.MapPost("/instances/{instanceId}/raiseEvent/{eventName}", InstanceCommands.RaiseEventAsync);
        root.MapPost("/instances/{instanceId}/terminate", InstanceCommands.TerminateAsync);
        root.MapPost("/instances/{instanceId}/suspend", InstanceCommands.SuspendAsync);
        root.MapPost("/instances/{instanceId}/resume", InstanceCommands.ResumeAsync);
        root.MapPost("/instances/{instanceId}/rewind", InstanceCommands.Rewind);
    }

    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException e)
        {
            return Results.Problem(e.Message, statusCode: e.StatusCode);
        }
    }
}
