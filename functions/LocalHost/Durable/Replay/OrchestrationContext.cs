using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>The context of one turn: what the orchestrator asks for becomes steps, checked against history while it is replayed.</summary>
internal sealed class OrchestrationContext(
    OrchestrationInstance instance,
    OrchestrationThread thread,
    StepLedger steps,
    ExternalEvents events,
    DataConverter converter,
    ILoggerFactory loggers) : TaskOrchestrationContext
{
    private DateTime _now;
    private bool _isReplaying = true;
    private int _guids;

    public override TaskName Name => new(instance.Name);

    public override string InstanceId => instance.Id;

    public override ParentOrchestrationInstance? Parent => instance.Parent;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _isReplaying;

    public override string Version => instance.Version;

    /// <summary>What the code set last in this turn, if it has; serialized.</summary>
    public (bool IsSet, string? Value) CustomStatus { get; private set; }

    /// <summary>How the code wants to continue, if it does.</summary>
    public Continuation? Continuation { get; private set; }

    /// <summary>Timers that the code has cancelled.</summary>
    public List<int> CancelledTimers { get; } = [];

    /// <summary>Called when the context is used by another thread, or after its turn.</summary>
    public required Action OnIllegalUse { get; init; }

    protected override ILoggerFactory LoggerFactory => loggers;

    public void BeginTurn(DateTime time, bool replaying)
    {
        _now = time;
        _isReplaying = replaying;
    }

    public override T? GetInput<T>()
        where T : default
    {
        EnsureLegalUse();
        return instance.Input is null ? default : converter.Deserialize<T>(instance.Input);
    }

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        EnsureLegalUse();
        ThrowIfNameless(name);
        return Retries.Run(this, options?.Retry, () => Take<TResult>(
            new StepSignature(StepKind.Activity, name.Name),
            id => new HistoryEvent.TaskScheduled(_now, id, name.Name, options?.Version?.Version, converter.Serialize(input), options?.Tags)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        EnsureLegalUse();
        ThrowIfNameless(orchestratorName);
        var subOptions = options as SubOrchestrationOptions;
        return Retries.Run(this, options?.Retry, () =>
        {
            var id = subOptions?.InstanceId ?? NewGuid().ToString("N");
            var version = (subOptions?.Version ?? options?.Version)?.Version ?? instance.Version;
            return Take<TResult>(
                new StepSignature(StepKind.SubOrchestration, orchestratorName.Name),
                step => new HistoryEvent.SubOrchestrationCreated(_now, step, orchestratorName.Name, version, id, converter.Serialize(input), options?.Tags));
        });
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureLegalUse();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var stepId = steps.Next;
        var timer = steps.Take<object>(new StepSignature(StepKind.Timer, ""), id => new HistoryEvent.TimerCreated(_now, id, due));
        if (cancellationToken.CanBeCanceled)
            cancellationToken.Register(() => CancelTimer(stepId, cancellationToken));
        return timer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureLegalUse();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureLegalUse();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        steps.TakeDone(
            new StepSignature(StepKind.Event, eventName),
            id => new HistoryEvent.EventSent(_now, id, instanceId, eventName, converter.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureLegalUse();
        if (!_isReplaying)
            CustomStatus = (true, converter.Serialize(customStatus));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        EnsureLegalUse();
        ArgumentNullException.ThrowIfNull(options);
        Continuation = new Continuation(converter.Serialize(options.NewInput), options.PreserveUnprocessedEvents, options.NewVersion);
    }

    public override Guid NewGuid()
    {
        EnsureLegalUse();
        return DeterministicGuid.Of($"{instance.Id}/{instance.Generation}/{_now.Ticks}/{_guids++}");
    }

    private Task<T> Take<T>(StepSignature signature, Func<int, HistoryEvent.Step> make) => steps.Take<T>(signature, make).Task;

    private void CancelTimer(int stepId, CancellationToken token)
    {
        if (steps.CloseOpen(stepId) is not { } timer)
            return;
        CancelledTimers.Add(stepId);
        timer.Cancel(token);
    }

    private void EnsureLegalUse()
    {
        if (thread.IsCurrent)
            return;
        OnIllegalUse();
        throw new InvalidOperationException($"{IllegalAwait.Message} (instance '{instance.Id}', orchestrator '{instance.Name}')");
    }

    private static void ThrowIfNameless(TaskName name)
    {
        if (name == default)
            throw new ArgumentException("The name of what to call is empty.", nameof(name));
    }
}
