using System.Collections.Concurrent;
using DurableTask.Core;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Conformance;

/// <summary>
/// The durable part of a host: Microsoft's own sidecar with its store in memory keeps the histories and serves the app's clients,
/// and what it gives out as work goes to the worker's functions, each turn with its whole history.
/// </summary>
internal sealed class DurableBackend(Uri sidecar, Worker worker) : IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(sidecar, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
    private readonly CancellationTokenSource _stopping = new();
    private Task _taking = Task.CompletedTask;

    /// <summary>How many turns each orchestration has had, by its instance's id.</summary>
    public ConcurrentDictionary<string, int> Turns { get; } = new();

    /// <summary>What a <c>[DurableClient]</c> parameter is bound to.</summary>
    public static string ClientOf(Uri sidecar) =>
        $$"""{"taskHubName":"","connectionName":"","rpcBaseUrl":"{{sidecar}}","requiredQueryStringParameters":"","httpBaseUrl":"http://localhost/"}""";

    /// <summary>Adds the sidecar to a server's services.</summary>
    public static void Add(IServiceCollection services)
    {
        var store = new InMemoryOrchestrationService();
        services.AddSingleton<IOrchestrationService>(store).AddSingleton<IOrchestrationServiceClient>(store).AddSingleton<TaskHubGrpcServer>();
    }

    /// <summary>Lets clients reach the sidecar.</summary>
    public static void Map(WebApplication app) => app.MapGrpcService<TaskHubGrpcServer>();

    /// <summary>A client of the sidecar, as tests may use it.</summary>
    public TaskHubSidecarService.TaskHubSidecarServiceClient Client => new(_channel);

    /// <summary>Begins to take work.</summary>
    public void Start() => _taking = TakeAsync(new DurableWork(worker, Client, Turns));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _taking;
        _channel.Dispose();
        _stopping.Dispose();
    }

    private async Task TakeAsync(DurableWork work)
    {
        using var items = Client.GetWorkItems(new GetWorkItemsRequest(), cancellationToken: _stopping.Token);
        var underWay = new ConcurrentDictionary<Task, bool>();
        try
        {
            await foreach (var item in items.ResponseStream.ReadAllAsync(_stopping.Token))
            {
                var task = Task.Run(() => work.DoAsync(item));
                underWay[task] = true;
                _ = task.ContinueWith(done => underWay.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Grpc.Core.RpcException exception) when (exception.StatusCode == StatusCode.Cancelled)
        {
            // The host stops.
        }

        await Task.WhenAll(underWay.Keys);
    }
}
