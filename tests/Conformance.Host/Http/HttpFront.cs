using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Conformance.Rpc;
using Yarp.ReverseProxy.Forwarder;

namespace MlFunctions.Conformance;

/// <summary>
/// Where clients of the app connect. As a Functions host does, it routes by the functions' triggers, invokes over gRPC with an empty request,
/// and forwards the real one to the worker's own server, the invocation's id in a header.
/// </summary>
internal sealed class HttpFront(Worker worker, IHttpForwarder forwarder) : IDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    /// <summary>Starts to listen on a free port.</summary>
    public static async Task<WebApplication> StartAsync(Worker worker)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddHttpForwarder().AddSingleton(worker).AddSingleton<HttpFront>();
        var app = builder.Build();
        app.UseRouting();
        var front = app.Services.GetRequiredService<HttpFront>();
        // A Functions host tries the routes in the order of the functions' names.
        foreach (var (order, function) in worker.Functions.Where(function => function.Trigger.Type == "httpTrigger").OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Index())
        {
            var route = $"/api/{function.Trigger.Text("route") ?? function.Name}";
            RequestDelegate run = context => front.RunAsync(context, function);
            var methods = function.Trigger.List("methods");
            (methods.Count == 0 ? app.Map(route, run) : app.MapMethods(route, methods.Select(method => method.ToUpperInvariant()), run)).WithOrder(order);
        }

        await app.StartAsync();
        return app;
    }

    public void Dispose() => _client.Dispose();

    private async Task RunAsync(HttpContext context, WorkerFunction function)
    {
        var id = Guid.NewGuid().ToString();
        context.Request.Headers[InvocationHeader] = id;
        var metadata = context.Request.RouteValues.ToDictionary(value => value.Key, value => new TypedData { String = $"{value.Value}" });

        var forwarding = forwarder.SendAsync(context, worker.Http!.ToString(), _client);
        try
        {
            await worker.InvokeAsync(function, new TypedData { Http = new RpcHttp() }, metadata, invocationId: id, cancellationToken: context.RequestAborted);
            await forwarding;
        }
        catch (FunctionFailedException failure)
        {
            await forwarding;
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync(failure.Message);
            }
        }
    }
}
