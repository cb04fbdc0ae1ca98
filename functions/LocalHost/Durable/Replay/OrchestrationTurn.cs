using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>
/// Runs an orchestrator once: from its start through all that history has, then through what is new. Each event is applied, and
/// the code run as far as it goes, before the next; so a replay sees everything in the order in which it first happened.
/// </summary>
internal sealed class OrchestrationTurn
{
    private readonly IDurableFunctions _functions;
    private readonly OrchestrationInstance _instance;
    private readonly DataConverter _converter;
    private readonly OrchestrationThread _thread;
    private readonly OrchestrationContext _context;
    private readonly StepLedger _steps;
    private readonly ExternalEvents _events;
    private readonly Action _onIllegalAwait;
    private Task<object?>? _run;
    private TurnOutcome? _forced;
    private volatile bool _illegalAwait;

    private OrchestrationTurn(
        IDurableFunctions functions,
        OrchestrationInstance instance,
        IReadOnlyList<HistoryEvent.Step> recordedSteps,
        DataConverter converter,
        ILoggerFactory loggers,
        Action onIllegalAwait)
    {
        _functions = functions;
        _instance = instance;
        _converter = converter;
        _onIllegalAwait = onIllegalAwait;
        _thread = new OrchestrationThread(NoteIllegalAwait);
        _steps = new StepLedger(recordedSteps);
        _events = new ExternalEvents(converter);
        _context = new OrchestrationContext(instance, _thread, _steps, _events, converter, loggers) { OnIllegalUse = NoteIllegalAwait };
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
        SynchronizationContext.SetSynchronizationContext(turn._thread);
        try
        {
            turn.Replay(history);
            turn.GoOn(news);
            return turn.Outcome();
        }
        finally
        {
            turn._thread.Close();
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
        if (_run is null)
            return;
        _steps.CheckTurn(recordedSoFar);
        if (_steps.Difference is null && _run.IsCompleted)
            _forced = TurnOutcome.Diverged(new NonDeterminismException(_instance.Id, $"after {recordedSoFar} steps history goes on, the code has already ended"));
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

    private bool IsDecided => _forced is not null || _illegalAwait || _steps.Difference is not null;

    private void Apply(HistoryEvent happened, bool replaying)
    {
        switch (happened)
        {
            case HistoryEvent.OrchestratorStarted started:
                _context.BeginTurn(started.At, replaying);
                _run ??= Start();
                break;
            case HistoryEvent.TaskCompleted completed:
                _steps.CloseOpen(completed.StepId)?.Complete(completed.Result, _converter);
                break;
            case HistoryEvent.SubOrchestrationCompleted completed:
                _steps.CloseOpen(completed.StepId)?.Complete(completed.Result, _converter);
                break;
            case HistoryEvent.TaskFailed failed:
                Fail(failed.StepId, failed.Failure);
                break;
            case HistoryEvent.SubOrchestrationFailed failed:
                Fail(failed.StepId, failed.Failure);
                break;
            case HistoryEvent.TimerFired fired:
                _steps.CloseOpen(fired.StepId)?.Complete(null, _converter);
                break;
            case HistoryEvent.EventRaised raised:
                _events.Raise(raised);
                break;
        }

        _thread.Drain();
    }

    private Task<object?> Start()
    {
        if (!_functions.HasOrchestrator(_instance.Name))
            return Task.FromException<object?>(new InvalidOperationException($"There is no orchestrator '{_instance.Name}' in this app."));
        try
        {
            return _functions.RunOrchestratorAsync(_instance.Name, _context);
        }
        catch (Exception e)
        {
            return Task.FromException<object?>(e);
        }
    }

    private void Fail(int stepId, TaskFailureDetails failure)
    {
        if (_steps.CloseOpen(stepId) is { } step)
            step.Fail(Failures.ToException(step.Signature.Name, stepId, failure));
    }

    private TurnOutcome Outcome()
    {
        if (_steps.Difference is { } difference)
            return TurnOutcome.Diverged(new NonDeterminismException(_instance.Id, difference));
        if (_forced is not null)
            return _forced;
        if (_illegalAwait || (_run is { IsCompleted: false } && _steps.Open == 0 && !_events.IsAwaited))
            return TurnOutcome.Failed(new InvalidOperationException(IllegalAwait.Message)) with { CustomStatus = _context.CustomStatus };

        var outcome = new TurnOutcome
        {
            NewSteps = _steps.New,
            CancelledTimers = _context.CancelledTimers,
            CustomStatus = _context.CustomStatus,
            UnreadEvents = _events.Unread,
        };
        return _run is { IsCompleted: true } ? End(outcome, _run) : outcome;
    }

    private TurnOutcome End(TurnOutcome outcome, Task<object?> ended)
    {
        try
        {
            var result = ended.GetAwaiter().GetResult();
            return _context.Continuation is { } continuation
                ? outcome with { Continuation = continuation }
                : outcome with { Status = OrchestrationRuntimeStatus.Completed, Output = _converter.Serialize(result) };
        }
        catch (Exception e)
        {
            return outcome with { Status = OrchestrationRuntimeStatus.Failed, Failure = TaskFailureDetails.FromException(e) };
        }
    }

    private void NoteIllegalAwait()
    {
        _illegalAwait = true;
        _onIllegalAwait();
    }
}
