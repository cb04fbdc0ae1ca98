using System.Net;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>
/// Runs a function app's genuine worker as a process of its own and is the Functions host to it, over the real protocols:
/// FunctionRpc, the durable sidecar's, HTTP by proxy, AMQP for what the app sends.
/// </summary>
internal sealed class ConformanceHost : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(1);

    private readonly Stack<IAsyncDisposable> _parts = new();
    private WorkerProcess _process = null!;

    private ConformanceHost()
    {
    }

    /// <summary>The worker and its functions.</summary>
    public Worker Worker { get; private set; } = null!;

    /// <summary>What is sent to queues and topics.</summary>
    public MessageTriggers Messages { get; } = new();

    /// <summary>The triggers of blobs.</summary>
    public BlobTriggers Blobs { get; private set; } = null!;

    /// <summary>The orchestrations.</summary>
    public DurableBackend Durable { get; private set; } = null!;

    /// <summary>Where clients of the app connect.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>All that the worker's process has written.</summary>
    public string Output => _process.Output;

    /// <summary>The processor time that the worker has used so far.</summary>
    public TimeSpan WorkerProcessorTime => _process.ProcessorTime;

    /// <summary>Starts an app, and all that a Functions host has for it.</summary>
    /// <param name="app">The app.</param>
    /// <param name="storage">The connection string of its storage account.</param>
    /// <param name="settings">More settings of the app.</param>
    public static async Task<ConformanceHost> StartAsync(FunctionsApp app, string storage, IReadOnlyDictionary<string, string>? settings = null)
    {
        var host = new ConformanceHost();
        try
        {
            await host.StartPartsAsync(app, storage, settings ?? new Dictionary<string, string>());
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(FunctionsApp app, string storage, IReadOnlyDictionary<string, string> settings)
    {
        var link = new WorkerLink();
        var rpc = Keep(await StartRpcAsync(link));
        var endpoint = new Uri(rpc.Urls.Single());
        var broker = new Broker(Messages.Deliver);
        Keep(new Stopping(broker.Dispose));

        _process = Keep(new WorkerProcess(app.AsWorker(endpoint, Guid.NewGuid().ToString(), new Dictionary<string, string>(settings)
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            [BlobTriggers.Connection] = storage,
            ["ServiceBus"] = broker.ConnectionString,
        })));
        Keep(new Stopping(() => link.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() })));

        Worker = await StartWorkerAsync(link, app);
        Worker.DurableClient = DurableBackend.ClientOf(endpoint);
        Durable = Keep(new DurableBackend(endpoint, Worker));
        Durable.Start();
        Blobs = new BlobTriggers(Worker, new BlobServiceClient(storage));
        Keep(Messages);
        Messages.Start(Worker);
        if (Worker.Http is { } http)
        {
            await Ports.ListeningAsync(http.Port, "The worker", TimeToStart);
            Address = new Uri(Keep(await HttpFront.StartAsync(Worker)).Urls.Single());
        }
    }

    private async Task<Worker> StartWorkerAsync(WorkerLink link, FunctionsApp app)
    {
        using var limit = new CancellationTokenSource(TimeToStart);
        var starting = Worker.StartAsync(link, app.Directory, limit.Token);
        if (await Task.WhenAny(starting, _process.EndedAsync(limit.Token)) != starting)
        {
            throw new InvalidOperationException($"The worker has ended, or has not started within {TimeToStart.TotalSeconds} s:\n{Output}");
        }

        return await starting;
    }

    private static async Task<WebApplication> StartRpcAsync(WorkerLink link)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => (options.MaxReceiveMessageSize, options.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(link).AddSingleton<FunctionRpcService>();
        DurableBackend.Add(builder.Services);
        var app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        DurableBackend.Map(app);
        await app.StartAsync();
        return app;
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    private sealed class Stopping(Action stop) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            stop();
            return ValueTask.CompletedTask;
        }
    }
}
