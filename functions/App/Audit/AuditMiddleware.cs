using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Http;
using MlFunctions.Pipelines;
using MlFunctions.Scoring;

namespace MlFunctions.Audit;

/// <summary>Keeps every change that somebody made over HTTP: calls of <see cref="AuditedAttribute">audited</see> functions that succeeded.</summary>
internal sealed class AuditMiddleware : IFunctionsWorkerMiddleware
{
    private static readonly ConcurrentDictionary<string, AuditedAttribute?> Found = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (Found.GetOrAdd(context.FunctionDefinition.EntryPoint, AttributeOf) is not { } audited)
        {
            await next(context);
            return;
        }

        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        // When it was asked for, so that what it sets going comes after it.
        var at = context.InstanceServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var change = new PendingChange(context.InvocationId, at, PipelineOf(http), Caller.NameOf(http.Request), audited.Action, http.Request.Path.Value!);
        var outbox = context.InstanceServices.GetRequiredService<ChangeOutbox>();
        await outbox.BeginAsync(change, http.RequestAborted);
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            await (IsRefusal(exception) ? outbox.RefusedAsync(change) : outbox.DoneAsync(change, $"It failed, and may have been done in part: {exception.Message}"));
            throw;
        }

        await (context.GetInvocationResult().Value is IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest }
            ? outbox.RefusedAsync(change)
            : outbox.DoneAsync(change, AuditNote.Get(http)));
    }

    private static bool IsRefusal(Exception exception) =>
        exception is DefinitionException or PipelineException or PipelineUnusableException or BadHttpRequestException;

    private static string? PipelineOf(HttpContext http) =>
        http.Request.RouteValues.GetValueOrDefault("pipeline") is string pipeline && DefinitionRules.PipelineName.IsMatch(pipeline) ? pipeline :
        http.Request.RouteValues.GetValueOrDefault("id") is string id ? RunStarter.PipelineOf(id) :
        null;

    private static AuditedAttribute? AttributeOf(string entryPoint)
    {
        var dot = entryPoint.LastIndexOf('.');
        return typeof(AuditMiddleware).Assembly.GetType(entryPoint[..dot])?
            .GetMethod(entryPoint[(dot + 1)..], BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)?
            .GetCustomAttribute<AuditedAttribute>();
    }
}
