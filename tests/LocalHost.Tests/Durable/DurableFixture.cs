using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.State;

namespace MlFunctions.LocalHost.Tests.Durable;

/// <summary>An engine on a state folder of its own, with a clock that stands still.</summary>
internal sealed class DurableFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DurableOptions _options;
    private readonly ILoggerFactory _loggers;
    private StateStore _store;

    public DurableFixture(DurableApp app, DurableOptions? options = null, ILoggerFactory? loggers = null)
    {
        App = app;
        _options = options ?? new DurableOptions();
        _loggers = loggers ?? NullLoggerFactory.Instance;
        (_store, Engine, Client) = Open();
    }

    public DurableApp App { get; set; }

    public ManualClock Clock { get; } = new();

    public DurableEngine Engine { get; private set; }

    public DurableTaskClient Client { get; private set; }

    public StateStore Store => _store;

    /// <summary>Runs an orchestration to its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, StartOrchestrationOptions? start = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, start, TestContext.Current.CancellationToken);
        return await EndAsync(id);
    }

    /// <summary>Waits for an instance to end; ten seconds at most, which no test should come near.</summary>
    public async Task<OrchestrationMetadata> EndAsync(string id)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token);
    }

    /// <summary>Waits until a query of an instance shows what is wanted.</summary>
    public async Task<OrchestrationMetadata> UntilAsync(string id, Func<OrchestrationMetadata, bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            using var next = Engine.Changes.Next(id);
            if (await Client.GetInstanceAsync(id, getInputsAndOutputs: true, patience.Token) is { } instance && isSo(instance))
                return instance;
            await next.Changed.WaitAsync(patience.Token);
        }
    }

    /// <summary>Waits until so many durable timers are set.</summary>
    public Task UntilTimersAsync(int count) => UntilAsync(() => _store.Read(TimerTable.All).Count == count);

    /// <summary>Waits for the next durable timer to be set, and advances the clock to it.</summary>
    public async Task FireNextTimerAsync()
    {
        await UntilTimersAsync(1);
        await Clock.AdvanceAsync(_store.Read(TimerTable.All).Single().Due - Clock.GetUtcNow().UtcDateTime);
        await UntilAsync(() => _store.Read(TimerTable.All).All(timer => timer.Due > Clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>Waits until an instance has had all the turns that it can have without something from outside.</summary>
    public Task UntilIdleAsync(string id) => UntilAsync(() => _store.Read(c =>
        InstanceTable.Find(c, id) is { } found
        && (found.Status == OrchestrationRuntimeStatus.Suspended || (InboxTable.Ready(c).Count == 0 && WorkTable.All(c).Count == 0))));

    /// <summary>Loses everything but the state, as a killed process does, and starts again.</summary>
    public void Crash(Action? whileDown = null)
    {
        Engine.Abandon();
        _store.Abandon();
        whileDown?.Invoke();
        (_store, Engine, Client) = Open();
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (!isSo())
            await Task.Delay(1, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private (StateStore Store, DurableEngine Engine, DurableTaskClient Client) Open()
    {
        var opened = StateStore.Open(_folder.Path, DurableSchema.Schema);
        var engine = new DurableEngine(opened, App, _options, Clock, _loggers);
        engine.Start();
        return (opened, engine, new LocalDurableTaskClient(engine));
    }
}
