using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.Durable.History;

/// <summary>Something that happened in an orchestration. The events of an instance, in order, are all there is to know of it.</summary>
/// <param name="At">When, UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExecutionStarted), nameof(ExecutionStarted))]
[JsonDerivedType(typeof(OrchestratorStarted), nameof(OrchestratorStarted))]
[JsonDerivedType(typeof(TaskScheduled), nameof(TaskScheduled))]
[JsonDerivedType(typeof(TaskCompleted), nameof(TaskCompleted))]
[JsonDerivedType(typeof(TaskFailed), nameof(TaskFailed))]
[JsonDerivedType(typeof(TimerCreated), nameof(TimerCreated))]
[JsonDerivedType(typeof(TimerFired), nameof(TimerFired))]
[JsonDerivedType(typeof(SubOrchestrationCreated), nameof(SubOrchestrationCreated))]
[JsonDerivedType(typeof(SubOrchestrationCompleted), nameof(SubOrchestrationCompleted))]
[JsonDerivedType(typeof(SubOrchestrationFailed), nameof(SubOrchestrationFailed))]
[JsonDerivedType(typeof(EventSent), nameof(EventSent))]
[JsonDerivedType(typeof(EventRaised), nameof(EventRaised))]
[JsonDerivedType(typeof(ExecutionSuspended), nameof(ExecutionSuspended))]
[JsonDerivedType(typeof(ExecutionResumed), nameof(ExecutionResumed))]
[JsonDerivedType(typeof(ExecutionTerminated), nameof(ExecutionTerminated))]
[JsonDerivedType(typeof(ExecutionFaulted), nameof(ExecutionFaulted))]
[JsonDerivedType(typeof(ExecutionCompleted), nameof(ExecutionCompleted))]
internal abstract record HistoryEvent(DateTime At)
{
    /// <summary>A generation began: the first event of every history.</summary>
    public sealed record ExecutionStarted(DateTime At, string Name, string? Version, string? Input, string? ParentName, string? ParentId) : HistoryEvent(At);

    /// <summary>A turn began; its time is the orchestrator's time until the next.</summary>
    public sealed record OrchestratorStarted(DateTime At) : HistoryEvent(At);

    /// <summary>What the orchestrator's code did; the steps of a generation are numbered from 0.</summary>
    public abstract record Step(DateTime At, int StepId) : HistoryEvent(At)
    {
        [JsonIgnore]
        public abstract StepSignature Signature { get; }
    }

    public sealed record TaskScheduled(DateTime At, int StepId, string Name, string? Version, string? Input, IDictionary<string, string>? Tags) : Step(At, StepId)
    {
        public override StepSignature Signature => new(StepKind.Activity, Name);
    }

    public sealed record TimerCreated(DateTime At, int StepId, DateTime FireAt) : Step(At, StepId)
    {
        public override StepSignature Signature => new(StepKind.Timer, "");
    }

    public sealed record SubOrchestrationCreated(DateTime At, int StepId, string Name, string? Version, string InstanceId, string? Input, IDictionary<string, string>? Tags) : Step(At, StepId)
    {
        public override StepSignature Signature => new(StepKind.SubOrchestration, Name);
    }

    public sealed record EventSent(DateTime At, int StepId, string InstanceId, string Name, string? Input) : Step(At, StepId)
    {
        public override StepSignature Signature => new(StepKind.Event, Name);
    }

    public sealed record TaskCompleted(DateTime At, int StepId, string? Result) : HistoryEvent(At);

    public sealed record TaskFailed(DateTime At, int StepId, TaskFailureDetails Failure) : HistoryEvent(At);

    public sealed record TimerFired(DateTime At, int StepId) : HistoryEvent(At);

    public sealed record SubOrchestrationCompleted(DateTime At, int StepId, string? Result) : HistoryEvent(At);

    public sealed record SubOrchestrationFailed(DateTime At, int StepId, TaskFailureDetails Failure) : HistoryEvent(At);

    public sealed record EventRaised(DateTime At, string Name, string? Input) : HistoryEvent(At);

    public sealed record ExecutionSuspended(DateTime At, string? Reason) : HistoryEvent(At);

    public sealed record ExecutionResumed(DateTime At, string? Reason) : HistoryEvent(At);

    public sealed record ExecutionTerminated(DateTime At, string? Output, bool Recursive) : HistoryEvent(At);

    /// <summary>The code broke a rule after its turn had ended: it went on in another thread.</summary>
    public sealed record ExecutionFaulted(DateTime At, TaskFailureDetails Failure) : HistoryEvent(At);

    /// <summary>The last event of a finished instance.</summary>
    public sealed record ExecutionCompleted(DateTime At, string Status, string? Output, TaskFailureDetails? Failure) : HistoryEvent(At);
}
