using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>The engine alone, on a state folder of its own, with the limits that the host has by default.</summary>
internal sealed class DurableHost : IDurableFunctions, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlfunctions-benchmark-").FullName;
    private readonly StateStore _store;
    private readonly DurableEngine _engine;

    public DurableHost()
    {
        _store = StateStore.Open(_folder, DurableSchema.Schema);
        _engine = new DurableEngine(_store, this, new DurableOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        _engine.Start();
        Client = new LocalDurableTaskClient(_engine);
    }

    public DurableTaskClient Client { get; }

    public long StateBytes => new DirectoryInfo(_folder).EnumerateFiles().Sum(file => file.Length);

    public bool HasOrchestrator(string name) => name is "FanOut" or "Sequence";

    public bool HasActivity(string name) => name == "Increment";

    public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => name switch
    {
        "FanOut" => (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>("Increment", i)))).Sum(),
        _ => await SequenceAsync(context),
    };

    public Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
        Task.FromResult<object?>(JsonDataConverter.Default.Deserialize<int>(input) + 1);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Starts so many sequences of five activities, a hundred clients at once, and waits for all of them.</summary>
    public async Task RunSequencesAsync(int count)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (_, cancellation) =>
        {
            var id = await Client.ScheduleNewOrchestrationInstanceAsync("Sequence", 0, cancellation);
            var ended = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation);
            if (ended.ReadOutputAs<int>() != 5)
                throw new InvalidDataException($"sequence {id} returned {ended.SerializedOutput}");
        });
    }

    private static async Task<object?> SequenceAsync(TaskOrchestrationContext context)
    {
        var value = context.GetInput<int>();
        for (var i = 0; i < 5; i++)
            value = await context.CallActivityAsync<int>("Increment", value);
        return value;
    }
}
