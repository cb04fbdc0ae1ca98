using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Replay;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Dispatch;

/// <summary>Gives an instance its turn: reads what is new, runs the orchestrator, commits what that brings.</summary>
internal sealed class TurnProcessor(
    StateStore store,
    InboxTable inboxes,
    IDurableFunctions functions,
    DataConverter converter,
    DurableOptions options,
    ILoggerFactory loggers,
    TimeProvider time,
    Action<Wakeups> wake)
{
    /// <summary>About 200 MB, in small events.</summary>
    private const int CachedWeight = 500_000;

    private readonly InstanceCache _cache = new(CachedWeight);
    private readonly ILogger _logger = loggers.CreateLogger<TurnProcessor>();

    public async Task RunAsync(long key)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (state, inbox) = Read(key);
        if (state is null)
            return;
        var inbound = Inbound.Select(state, inbox, now);
        var runsCode = !inbound.IsSuspended && inbound.IsDue && (inbound.Events.Count > 0 || !state.Started);
        if (!runsCode && inbound.Consumed.Count == 0)
        {
            _cache.Put(state);
            return;
        }

        List<HistoryEvent> news = [.. inbound.Events];
        TurnOutcome outcome;
        if (news.OfType<HistoryEvent.ExecutionTerminated>().FirstOrDefault() is { } terminated)
        {
            outcome = TurnOutcome.Terminated(terminated);
        }
        else if (news.OfType<HistoryEvent.ExecutionFaulted>().FirstOrDefault() is { } faulted)
        {
            outcome = TurnOutcome.Failed(faulted.Failure);
        }
        else if (runsCode || (state.Started && news.Count > 0))
        {
            runsCode = true;
            news.Insert(0, new HistoryEvent.OrchestratorStarted(now));
            outcome = await RunCodeAsync(state, news);
        }
        else
        {
            outcome = new TurnOutcome();
        }

        await CommitAsync(state, inbound, news, outcome, state.Started || runsCode);
    }

    private (InstanceState? State, List<InboxMessage> Inbox) Read(long key)
    {
        var cached = _cache.Take(key);
        return store.Read(c =>
        {
            var state = cached ?? InstanceTable.Load(c, key);
            return (state, state is null ? [] : InboxTable.Read(c, key));
        });
    }

    private async Task<TurnOutcome> RunCodeAsync(InstanceState state, List<HistoryEvent> news)
    {
        var identity = state.Identity;
        var turn = Task.Run(() => OrchestrationTurn.Run(functions, identity, state.History, state.Steps, news, converter, loggers, () => ReportIllegalAwait(state)));
        try
        {
            return await turn.WaitAsync(Debugger.IsAttached ? Timeout.InfiniteTimeSpan : options.TurnTimeout);
        }
        catch (TimeoutException)
        {
            return TurnOutcome.Failed(new TimeoutException(
                $"The orchestrator has not given its thread back for {options.TurnTimeout}: it blocks (Wait, Result, Sleep, a lock) or computes. "
                + "Orchestrator code must await its durable tasks and leave the work to activities."));
        }
        catch (Exception e)
        {
            // Thrown past the orchestrator's task, by an async void for example: this instance's fault alone.
            return TurnOutcome.Failed(e);
        }
    }

    private async Task CommitAsync(InstanceState state, Inbound inbound, List<HistoryEvent> news, TurnOutcome outcome, bool started)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var appended = news;
        appended.AddRange(outcome.NewSteps);
        if (outcome.IsEnd)
            appended.Add(new HistoryEvent.ExecutionCompleted(now, outcome.Status.ToString(), outcome.Output, outcome.Failure));

        var commit = new TurnCommit(inboxes, functions, now);
        await store.WriteAsync(c => commit.Write(c, state, inbound, appended, outcome, started));

        if (outcome.Status == OrchestrationRuntimeStatus.Failed)
            _logger.OrchestrationFailed(state.Id, state.Name, outcome.Failure!.ErrorMessage);
        if (!outcome.IsEnd && outcome.Continuation is null)
        {
            appended.ForEach(state.Add);
            state.Started = started;
            state.Status = inbound.IsSuspended ? OrchestrationRuntimeStatus.Suspended : started ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending;
            _cache.Put(state);
        }

        wake(commit.Wakeups);
    }

    /// <summary>The code has come back on a foreign thread, perhaps long after its turn: the instance can only fail.</summary>
    private void ReportIllegalAwait(InstanceState state) => _ = store.WriteAsync(c =>
    {
        var failure = TaskFailureDetails.FromException(new InvalidOperationException(IllegalAwait.Message));
        return inboxes.Deliver(c, state.Key, state.Generation, new HistoryEvent.ExecutionFaulted(time.GetUtcNow().UtcDateTime, failure));
    }).ContinueWith(
        delivered =>
        {
            var wakeups = new Wakeups();
            wakeups.Instances.Add(state.Key);
            wake(wakeups);
        },
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnRanToCompletion,
        TaskScheduler.Default);
}
