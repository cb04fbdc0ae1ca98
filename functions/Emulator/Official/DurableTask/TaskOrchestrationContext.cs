using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Durable.Replay;

namespace Microsoft.DurableTask;

/// <summary>
/// An orchestrator's view of the world. Its code is run again from the start at every turn, so it must take time, ids and all input
/// from here, and await nothing but the tasks that come from here.
/// </summary>
public abstract class TaskOrchestrationContext
{
    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The id of this instance.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Who started this instance as a sub-orchestration, or null.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the turn that the code is in, the same at every replay; UTC.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code at this point has run before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version that the instance was started with, empty when none.</summary>
    public virtual string Version => "";

    /// <summary>Further properties that the host has set.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Makes loggers that are silent while the code is replayed.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => new ReplaySafeLoggerFactory(this, LoggerFactory);

    /// <summary>The host's loggers, which also speak while the code is replayed.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The input of the instance, default when it has none.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity whose result is not wanted.</summary>
    /// <exception cref="TaskFailedException">The activity failed, and was not or no longer tried again.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <inheritdoc cref="CallActivityAsync(TaskName, object, TaskOptions)"/>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object, TaskOptions)"/>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) => CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity.</summary>
    /// <returns>What the activity returns.</returns>
    /// <exception cref="TaskFailedException">The activity failed, and was not or no longer tried again.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>A task that completes after a delay, counted in the orchestration's time.</summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A task that completes at a time (UTC); it outlives restarts.</summary>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>A task that completes with the payload of the next event of that name (without regard to case), sent before or after.</summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="WaitForExternalEvent{T}(string, TimeSpan, CancellationToken)"/>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>As <see cref="WaitForExternalEvent{T}(string, CancellationToken)"/>, for a limited time.</summary>
    /// <exception cref="TaskCanceledException">No such event came in time.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerIsMoot = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waitIsOver = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerIsMoot.Token);
        var received = WaitForExternalEvent<T>(eventName, waitIsOver.Token);

        var loser = await Task.WhenAny(timer, received) == received ? timerIsMoot : waitIsOver;
        // Cancelled in line, not on the pool: the code must stay on the orchestration's thread.
#pragma warning disable CA1849, MA0042, S6966
        loser.Cancel();
#pragma warning restore CA1849, MA0042, S6966
        return await received;
    }

    /// <summary>Sends an event to another instance, which gets it when this turn is committed; lost if there is no such instance.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets what queries show as the custom status of this instance.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Starts another orchestration and awaits its end.</summary>
    /// <returns>What the orchestration returns.</returns>
    /// <exception cref="TaskFailedException">It failed, and was not or no longer tried again.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object, TaskOptions)"/>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object, TaskOptions)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object, TaskOptions)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Starts this instance afresh, with an empty history, once the orchestrator returns.</summary>
    /// <param name="newInput">The input of the next generation.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that nobody has waited for go over to it.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <inheritdoc cref="ContinueAsNew(object, bool)"/>
    public virtual void ContinueAsNew(ContinueAsNewOptions options) => ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);

    /// <summary>A new id, the same at every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent while the code is replayed.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(categoryName));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public virtual ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(type));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public virtual ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, LoggerFactory.CreateLogger<T>());

    /// <summary>Compares the instance's version with another: less than, equal to or greater than zero. No version is the least.</summary>
    public virtual int CompareVersionTo(string version) => TaskVersions.Compare(Version, version);
}
