namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Started, and not at its end.</summary>
    Running = 0,

    /// <summary>The orchestrator has returned.</summary>
    Completed = 1,

    /// <summary>Continued as new; no instance is seen in this status.</summary>
    ContinuedAsNew = 2,

    /// <summary>The orchestrator has thrown.</summary>
    Failed = 3,

    /// <summary>Cancelled; no instance is seen in this status.</summary>
    Canceled = 4,

    /// <summary>Ended from outside.</summary>
    Terminated = 5,

    /// <summary>Accepted, and not started yet.</summary>
    Pending = 6,

    /// <summary>Held until it is resumed.</summary>
    Suspended = 7,
}
