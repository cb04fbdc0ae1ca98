using System.Collections.Concurrent;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>A worker that is up: its functions, and how they are invoked.</summary>
internal sealed class Worker(WorkerLink link, string version, Uri? http, IReadOnlyList<WorkerFunction> functions)
{
    private readonly ConcurrentDictionary<string, int> _succeeded = new();

    /// <summary>The version of Microsoft.Azure.Functions.Worker that it says it is.</summary>
    public string Version => version;

    /// <summary>Where it takes requests over HTTP; null where it takes none.</summary>
    public Uri? Http => http;

    /// <summary>Its functions.</summary>
    public IReadOnlyList<WorkerFunction> Functions => functions;

    /// <summary>The names of the functions that have been invoked and have not failed.</summary>
    public IEnumerable<string> Succeeded => _succeeded.Keys;

    /// <summary>The invocations that have failed, in the order of their ends.</summary>
    public ConcurrentQueue<FunctionFailedException> Failures { get; } = new();

    /// <summary>What a <c>[DurableClient]</c> is bound to.</summary>
    public string DurableClient { get; set; } = "";

    /// <summary>A function by its name.</summary>
    public WorkerFunction Function(string name) =>
        functions.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException($"The worker has no function '{name}'.", nameof(name));

    /// <summary>Goes through what a host asks of a worker before it invokes: who it is, what functions it has, to load them.</summary>
    public static async Task<Worker> StartAsync(WorkerLink link, string directory, CancellationToken cancellationToken)
    {
        await link.Connected.WaitAsync(cancellationToken);
        var request = new WorkerInitRequest { HostVersion = "4.1044.0", FunctionAppDirectory = directory, WorkerDirectory = directory };
        var ready = (await link.AskAsync(new StreamingMessage { WorkerInitRequest = request }, cancellationToken)).WorkerInitResponse;
        ThrowIfFailed("The worker's start", ready.Result);

        var indexed = (await link.AskAsync(new StreamingMessage { FunctionsMetadataRequest = new() { FunctionAppDirectory = directory } }, cancellationToken)).FunctionMetadataResponse;
        ThrowIfFailed("The worker's index of functions", indexed.Result);

        var functions = new List<WorkerFunction>();
        foreach (var metadata in indexed.FunctionMetadataResults)
        {
            metadata.Directory = directory;
            var load = new FunctionLoadRequest { FunctionId = metadata.FunctionId, Metadata = metadata };
            var loaded = (await link.AskAsync(new StreamingMessage { FunctionLoadRequest = load }, cancellationToken)).FunctionLoadResponse.Result;
            functions.Add(WorkerFunction.Read(metadata, loaded.Status == StatusResult.Types.Status.Success ? null : loaded.Exception?.Message ?? "no reason given"));
        }

        return new Worker(link, ready.WorkerVersion, ready.Capabilities.TryGetValue("HttpUri", out var uri) ? new Uri(uri) : null, functions);
    }

    /// <summary>Invokes a function.</summary>
    /// <param name="function">Which.</param>
    /// <param name="value">What its trigger's parameter is bound to.</param>
    /// <param name="metadata">What else the trigger says, by name.</param>
    /// <param name="inputs">What its other parameters are bound to; those with <c>[DurableClient]</c> are bound by themselves.</param>
    /// <param name="invocationId">The id of the invocation; default: a new one.</param>
    /// <param name="cancellationToken">Asks the function to give up.</param>
    /// <exception cref="FunctionFailedException">It failed, or the worker could not bind its parameters.</exception>
    public async Task<InvocationResponse> InvokeAsync(
        WorkerFunction function,
        TypedData value,
        IReadOnlyDictionary<string, TypedData>? metadata = null,
        IEnumerable<ParameterBinding>? inputs = null,
        string? invocationId = null,
        CancellationToken cancellationToken = default)
    {
        var request = new InvocationRequest { InvocationId = invocationId ?? Guid.NewGuid().ToString(), FunctionId = function.Id, TraceContext = new RpcTraceContext() };
        request.InputData.Add(new ParameterBinding { Name = function.Trigger.Name, Data = value });
        request.InputData.Add(inputs ?? []);
        foreach (var client in function.Bindings.Where(binding => binding.Type == "durableClient"))
        {
            request.InputData.Add(new ParameterBinding { Name = client.Name, Data = new TypedData { String = DurableClient } });
        }

        foreach (var (name, data) in metadata ?? new Dictionary<string, TypedData>())
        {
            request.TriggerMetadata.Add(name, data);
        }

        await using var cancelling = cancellationToken.Register(() => link.Send(new StreamingMessage { InvocationCancel = new() { InvocationId = request.InvocationId } }));
        var response = (await link.AskAsync(new StreamingMessage { InvocationRequest = request }, CancellationToken.None)).InvocationResponse;
        if (response.Result.Status != StatusResult.Types.Status.Success)
        {
            var failure = new FunctionFailedException(function.Name, response.Result.Exception);
            Failures.Enqueue(failure);
            throw failure;
        }

        _succeeded.AddOrUpdate(function.Name, 1, (_, count) => count + 1);
        return response;
    }

    private static void ThrowIfFailed(string what, StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"{what} failed: {result.Exception?.Message}");
        }
    }
}
