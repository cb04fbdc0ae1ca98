using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Replay;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Dispatch;

/// <summary>Writes what a turn has brought, all in one transaction: the inbox emptied, history longer, what was asked for asked.</summary>
internal sealed class TurnCommit(InboxTable inboxes, IDurableFunctions functions, DateTime now)
{
    /// <summary>Inputs of more characters wait in the store, not in memory.</summary>
    private const int LargestQueuedInput = 4_096;

    /// <summary>Whom this commit has given something to do.</summary>
    public Wakeups Wakeups { get; } = new();

    /// <summary>Writes the turn.</summary>
    /// <param name="c">The writer's connection.</param>
    /// <param name="state">The instance as before the turn; not changed here.</param>
    /// <param name="inbound">What the turn took from the inbox.</param>
    /// <param name="appended">What history gains.</param>
    /// <param name="outcome">What the turn brought.</param>
    /// <param name="started">Whether the orchestrator's code has run.</param>
    public void Write(StateConnection c, InstanceState state, Inbound inbound, IReadOnlyList<HistoryEvent> appended, TurnOutcome outcome, bool started)
    {
        EmptyInbox(c, state, inbound);
        var sequence = state.History.Count;
        if (outcome.Continuation is null)
        {
            foreach (var happened in appended)
                HistoryTable.Insert(c, state.Key, sequence++, happened);
        }

        foreach (var step in outcome.NewSteps)
            Ask(c, state, outcome, step);
        foreach (var timer in outcome.CancelledTimers)
            TimerTable.Delete(c, new StepKey(state.Key, state.Generation, timer));
        if (outcome.CustomStatus.IsSet)
            InstanceTable.SetCustomStatus(c, state.Key, outcome.CustomStatus.Value);

        if (outcome.IsEnd)
            End(c, state, outcome);
        else if (outcome.Continuation is { } continuation)
            Continue(c, state, outcome, continuation, inbound.IsSuspended);
        else
            InstanceTable.SetRunning(c, state.Key, Status(inbound, started), started, now);
        if (outcome.IsEnd || outcome.CustomStatus.IsSet || state.Status != Status(inbound, started))
            Wakeups.Changed.Add(state.Id);
    }

    private static OrchestrationRuntimeStatus Status(Inbound inbound, bool started) => inbound switch
    {
        { IsSuspended: true } => OrchestrationRuntimeStatus.Suspended,
        _ when started => OrchestrationRuntimeStatus.Running,
        _ => OrchestrationRuntimeStatus.Pending,
    };

    private static void EmptyInbox(StateConnection c, InstanceState state, Inbound inbound)
    {
        foreach (var sequence in inbound.Consumed)
            InboxTable.Delete(c, state.Key, sequence);
    }

    private void Ask(StateConnection c, InstanceState state, TurnOutcome outcome, HistoryEvent.Step step)
    {
        var key = new StepKey(state.Key, state.Generation, step.StepId);
        switch (step)
        {
            case HistoryEvent.TaskScheduled scheduled:
                WorkTable.Insert(c, key, scheduled);
                var call = scheduled.Input?.Length > LargestQueuedInput ? null : new ScheduledActivity(state.Id, scheduled.Name, scheduled.Input);
                Wakeups.Work.Add(new WorkItem(key, call));
                break;
            case HistoryEvent.TimerCreated created when !outcome.IsEnd && outcome.Continuation is null && !outcome.CancelledTimers.Contains(step.StepId):
                var timer = new DueTimer(key, created.FireAt);
                TimerTable.Insert(c, timer);
                Wakeups.Timers.Add(timer);
                break;
            case HistoryEvent.EventSent sent:
                if (InstanceTable.Find(c, sent.InstanceId) is { } target)
                    Deliver(c, target.Key, null, new HistoryEvent.EventRaised(now, sent.Name, sent.Input));
                break;
            case HistoryEvent.SubOrchestrationCreated created:
                StartChild(c, state, key, created);
                break;
        }
    }

    private void StartChild(StateConnection c, InstanceState parent, StepKey awaiting, HistoryEvent.SubOrchestrationCreated created)
    {
        if (!functions.HasOrchestrator(created.Name))
        {
            Refuse(c, awaiting, $"There is no orchestrator '{created.Name}' in this app.");
            return;
        }

        if (InstanceTable.Find(c, created.InstanceId) is { } existing)
        {
            if (!InstanceTable.IsFinal(existing.Status))
            {
                Refuse(c, awaiting, $"An orchestration '{created.InstanceId}' exists already and is {existing.Status}.");
                return;
            }

            InstanceTable.Delete(c, existing.Key);
        }

        var started = new HistoryEvent.ExecutionStarted(now, created.Name, created.Version, created.Input, parent.Name, parent.Id);
        Wakeups.Instances.Add(InstanceTable.Insert(c, new NewInstance(created.InstanceId, started, StartAt: null, awaiting, HistoryJson.WriteTags(created.Tags)), now));
    }

    private void Refuse(StateConnection c, StepKey awaiting, string reason)
    {
        var failure = TaskFailureDetails.FromException(new InvalidOperationException(reason));
        Deliver(c, awaiting.Instance, awaiting.Generation, new HistoryEvent.SubOrchestrationFailed(now, awaiting.StepId, failure));
    }

    private void End(StateConnection c, InstanceState state, TurnOutcome outcome)
    {
        var failure = outcome.Failure is null ? null : HistoryJson.WriteFailure(outcome.Failure);
        InstanceTable.SetEnd(c, state.Key, outcome.Status, outcome.Output, failure, now);
        InboxTable.DeleteAll(c, state.Key);
        TimerTable.DeleteAll(c, state.Key);

        if (state.Parent is { } parent)
        {
            Deliver(c, parent.Instance, parent.Generation, outcome.Status == OrchestrationRuntimeStatus.Completed
                ? new HistoryEvent.SubOrchestrationCompleted(now, parent.StepId, outcome.Output)
                : new HistoryEvent.SubOrchestrationFailed(now, parent.StepId, outcome.Failure ?? WasTerminated(state)));
        }

        if (outcome.TerminatesChildren)
        {
            foreach (var (child, _) in InstanceTable.Children(c, state.Key))
                Deliver(c, child, null, new HistoryEvent.ExecutionTerminated(now, outcome.Output, Recursive: true));
        }
    }

    private static TaskFailureDetails WasTerminated(InstanceState state) =>
        TaskFailureDetails.FromException(new OperationCanceledException($"Sub-orchestration '{state.Id}' was terminated."));

    private void Continue(StateConnection c, InstanceState state, TurnOutcome outcome, Continuation continuation, bool suspended)
    {
        var first = (HistoryEvent.ExecutionStarted)state.History[0] with
        {
            At = now,
            Input = continuation.Input,
            Version = continuation.Version ?? state.Version,
        };
        InstanceTable.SetContinued(c, state.Key, first, suspended, now);
        if (continuation.PreservesUnreadEvents && outcome.UnreadEvents.Count > 0)
            InboxTable.PutFirst(c, state.Key, outcome.UnreadEvents);
        Wakeups.Instances.Add(state.Key);
    }

    private void Deliver(StateConnection c, long instance, int? generation, HistoryEvent happened)
    {
        if (inboxes.Deliver(c, instance, generation, happened))
            Wakeups.Instances.Add(instance);
    }
}
