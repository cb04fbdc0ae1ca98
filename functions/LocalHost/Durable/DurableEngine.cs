using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Durable.Dispatch;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Durable;

/// <summary>
/// Event-sourced orchestrations on the state store. A turn replays an orchestrator over its history, then commits in one transaction
/// what it took from the inbox, what it adds to history, and what it asks for; so after a crash at any instant history is whole.
/// </summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TurnDispatcher _turns;
    private readonly ActivityDispatcher _activities;
    private readonly DurableTimers _timers;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Prepares the engine; nothing runs before <see cref="Start"/>.</summary>
    /// <param name="store">The state, opened with <see cref="DurableSchema.Schema"/>.</param>
    /// <param name="functions">The app's orchestrators and activities.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock that turns, timers and statuses go by.</param>
    /// <param name="loggers">The host's loggers.</param>
    /// <param name="converter">Reads and writes payloads; JSON by default.</param>
    public DurableEngine(StateStore store, IDurableFunctions functions, DurableOptions options, TimeProvider time, ILoggerFactory loggers, DataConverter? converter = null)
    {
        Store = store;
        Functions = functions;
        Time = time;
        Converter = converter ?? JsonDataConverter.Default;
        Inboxes = store.Read(InboxTable.Open);
        _logger = loggers.CreateLogger<DurableEngine>();
        var processor = new TurnProcessor(store, Inboxes, functions, Converter, options, loggers, time, Wake);
        _turns = new TurnDispatcher(processor.RunAsync, options.MaxConcurrentOrchestratorFunctions, Fault);
        _activities = new ActivityDispatcher(store, Inboxes, functions, Converter, options.MaxConcurrentActivityFunctions, _logger, time, _turns.Signal, Fault);
        _timers = new DurableTimers(store, Inboxes, time, _turns.Signal, Fault);
    }

    public StateStore Store { get; }

    public IDurableFunctions Functions { get; }

    public TimeProvider Time { get; }

    public DataConverter Converter { get; }

    public InboxTable Inboxes { get; }

    /// <summary>The instances that others wait for.</summary>
    public InstanceChanges Changes { get; } = new();

    /// <summary>Completes when the engine has stopped; fails when it cannot go on, because the state cannot be written any more.</summary>
    public Task Completion => _completion.Task;

    /// <summary>What runs, or is due; null when there is nothing.</summary>
    public string? BusyWith => _turns.IsBusy ? "turns of orchestrations" : _activities.IsBusy ? "activities" : _timers.IsBusy ? "durable timers" : null;

    /// <summary>Goes on with all that the state holds, and from then on runs what comes.</summary>
    public void Start()
    {
        var (ready, work, waiting) = Store.Read(c => (InboxTable.Ready(c), WorkTable.All(c), TimerTable.All(c)));
        _turns.Start();
        _activities.Start(_stopping.Token);
        waiting.ForEach(_timers.Add);
        work.ForEach(_activities.Add);
        ready.ForEach(_turns.Signal);
        _logger.Recovered(ready.Count, work.Count, waiting.Count);
    }

    /// <summary>Tells whom a committed write has given something to do.</summary>
    public void Wake(Wakeups wakeups)
    {
        wakeups.Timers.ForEach(_timers.Add);
        wakeups.Work.ForEach(_activities.Add);
        wakeups.Instances.ForEach(_turns.Signal);
        wakeups.Changed.ForEach(Changes.Set);
    }

    /// <summary>Waits until an instance is there; at the latest its first turn says so.</summary>
    public async Task ExistsAsync(string instanceId, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var next = Changes.Next(instanceId);
            if (Store.Read(c => InstanceTable.Find(c, instanceId)) is not null)
                return;
            await next.Changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What has happened in an instance, as a recording for <see cref="OrchestrationReplay"/>; null when there is no such instance.</summary>
    public OrchestrationHistory? ExportHistory(string instanceId) => Store.Read(c =>
        InstanceTable.Find(c, instanceId) is { } found
            ? new OrchestrationHistory(instanceId, InstanceTable.Generation(c, found.Key), HistoryTable.Read(c, found.Key))
            : null);

    /// <summary>
    /// Starts no more, asks activities to stop, and waits for what is under way; what is not done by the time the token is cancelled,
    /// or broke off, runs again at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _timers.Dispose();
        var idle = Task.WhenAll(_turns.StopAsync(), _activities.StopAsync());
        await _stopping.CancelAsync();
        await Task.WhenAny(idle, Task.Delay(Timeout.Infinite, cancellationToken));
        GiveUpWaits();
    }

    /// <summary>Stops without waiting, as if the process had died; the store is to be abandoned, too.</summary>
    public void Abandon()
    {
        _timers.Dispose();
        _stopping.Cancel();
        _ = _turns.StopAsync();
        _ = _activities.StopAsync();
        GiveUpWaits();
    }

    /// <summary>Stops, giving what is under way five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await StopAsync(patience.Token);
        _stopping.Dispose();
    }

    private void Fault(Exception exception) => _completion.TrySetException(exception);

    private void GiveUpWaits()
    {
        _completion.TrySetResult();
        Changes.End();
    }
}
