using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Durable.History;

namespace MlFunctions.Emulator.Durable.Replay;

/// <summary>
/// Runs an orchestrator once: from its start through all that history has, then through what is new. Each event is applied, and
/// the code run as far as it goes, before the next; so a replay sees everything in the order in which it first happened.
/// </summary>
internal sealed class OrchestrationTurn
{
    private readonly IDurableFunctions functions;
    private readonly OrchestrationInstance instance;
    private readonly DataConverter converter;
    private readonly OrchestrationThread thread;
    private readonly OrchestrationContext context;
    private readonly StepLedger steps;
    private readonly ExternalEvents events;
    private readonly Action onIllegalAwait;
    private Task<object?>? run;
    private TurnOutcome? forced;
    private volatile bool illegalAwait;

    private OrchestrationTurn(
        IDurableFunctions functions,
        OrchestrationInstance instance,
        IReadOnlyList<HistoryEvent.Step> recordedSteps,
        DataConverter converter,
        ILoggerFactory loggers,
        Action onIllegalAwait)
    {
        this.functions = functions;
        this.instance = instance;
        this.converter = converter;
        this.onIllegalAwait = onIllegalAwait;
        thread = new OrchestrationThread(NoteIllegalAwait);
        steps = new StepLedger(recordedSteps);
        events = new ExternalEvents(converter);
        context = new OrchestrationContext(instance, thread, steps, events, converter, loggers) { OnIllegalUse = NoteIllegalAwait };
    }

    /// <summary>Runs a turn on the calling thread.</summary>
    /// <param name="functions">The app's functions.</param>
    /// <param name="instance">Whose turn it is.</param>
    /// <param name="history">What has happened before this turn.</param>
    /// <param name="recordedSteps">The steps among it.</param>
    /// <param name="news">What is new: <see cref="HistoryEvent.OrchestratorStarted"/>, then what came in.</param>
    /// <param name="converter">Reads and writes payloads.</param>
    /// <param name="loggers">The host's loggers.</param>
    /// <param name="onIllegalAwait">Told when the code comes back on another thread, even after the turn; may be called more than once.</param>
    public static TurnOutcome Run(
        IDurableFunctions functions,
        OrchestrationInstance instance,
        IReadOnlyList<HistoryEvent> history,
        IReadOnlyList<HistoryEvent.Step> recordedSteps,
        IReadOnlyList<HistoryEvent> news,
        DataConverter converter,
        ILoggerFactory loggers,
        Action onIllegalAwait)
    {
        var before = SynchronizationContext.Current;
        var turn = new OrchestrationTurn(functions, instance, recordedSteps, converter, loggers, onIllegalAwait);
        SynchronizationContext.SetSynchronizationContext(turn.thread);
        try
        {
            turn.Replay(history);
            turn.GoOn(news);
            return turn.Outcome();
        }
        finally
        {
            turn.thread.Close();
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Replay(IReadOnlyList<HistoryEvent> history)
    {
        var recordedSoFar = 0;
        foreach (var happened in history)
        {
            if (happened is HistoryEvent.Step)
                recordedSoFar++;
            else if (happened is HistoryEvent.OrchestratorStarted)
                EndReplayedTurn(recordedSoFar);
            if (IsDecided)
                return;
            Apply(happened, replaying: true);
        }

        EndReplayedTurn(recordedSoFar);
    }

    /// <summary>What the code has done must be what history has; it cannot have ended, or there would be no further turn.</summary>
    private void EndReplayedTurn(int recordedSoFar)
    {
        if (run is null)
            return;
        steps.CheckTurn(recordedSoFar);
        if (steps.Difference is null && run.IsCompleted)
            forced = TurnOutcome.Diverged(new NonDeterminismException(instance.Id, $"after {recordedSoFar} steps history goes on, the code has already ended"));
    }

    private void GoOn(IReadOnlyList<HistoryEvent> news)
    {
        foreach (var happened in news)
        {
            if (IsDecided)
                return;
            Apply(happened, replaying: false);
        }
    }

    private bool IsDecided => forced is not null || illegalAwait || steps.Difference is not null;

    private void Apply(HistoryEvent happened, bool replaying)
    {
        switch (happened)
        {
            case HistoryEvent.OrchestratorStarted started:
                context.BeginTurn(started.At, replaying);
                run ??= Start();
                break;
            case HistoryEvent.TaskCompleted completed:
                steps.CloseOpen(completed.StepId)?.Complete(completed.Result, converter);
                break;
            case HistoryEvent.SubOrchestrationCompleted completed:
                steps.CloseOpen(completed.StepId)?.Complete(completed.Result, converter);
                break;
            case HistoryEvent.TaskFailed failed:
                Fail(failed.StepId, failed.Failure);
                break;
            case HistoryEvent.SubOrchestrationFailed failed:
                Fail(failed.StepId, failed.Failure);
                break;
            case HistoryEvent.TimerFired fired:
                steps.CloseOpen(fired.StepId)?.Complete(null, converter);
                break;
            case HistoryEvent.EventRaised raised:
                events.Raise(raised);
                break;
        }

        thread.Drain();
    }

    private Task<object?> Start()
    {
        if (!functions.HasOrchestrator(instance.Name))
            return Task.FromException<object?>(new InvalidOperationException($"There is no orchestrator '{instance.Name}' in this app."));
        try
        {
            return functions.RunOrchestratorAsync(instance.Name, context);
        }
        catch (Exception e)
        {
            return Task.FromException<object?>(e);
        }
    }

    private void Fail(int stepId, TaskFailureDetails failure)
    {
        if (steps.CloseOpen(stepId) is { } step)
            step.Fail(new TaskFailedException(step.Signature.Name, stepId, failure));
    }

    private TurnOutcome Outcome()
    {
        if (steps.Difference is { } difference)
            return TurnOutcome.Diverged(new NonDeterminismException(instance.Id, difference));
        if (forced is not null)
            return forced;
        if (illegalAwait || (run is { IsCompleted: false } && steps.Open == 0 && !events.IsAwaited))
            return TurnOutcome.Failed(new InvalidOperationException(IllegalAwait.Message)) with { CustomStatus = context.CustomStatus };

        var outcome = new TurnOutcome
        {
            NewSteps = steps.New,
            CancelledTimers = context.CancelledTimers,
            CustomStatus = context.CustomStatus,
            UnreadEvents = events.Unread,
        };
        return run is { IsCompleted: true } ? End(outcome, run) : outcome;
    }

    private TurnOutcome End(TurnOutcome outcome, Task<object?> ended)
    {
        try
        {
            var result = ended.GetAwaiter().GetResult();
            return context.Continuation is { } continuation
                ? outcome with { Continuation = continuation }
                : outcome with { Status = OrchestrationRuntimeStatus.Completed, Output = converter.Serialize(result) };
        }
        catch (Exception e)
        {
            return outcome with { Status = OrchestrationRuntimeStatus.Failed, Failure = TaskFailureDetails.FromException(e) };
        }
    }

    private void NoteIllegalAwait()
    {
        illegalAwait = true;
        onIllegalAwait();
    }
}
