using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>What a turn has brought; nothing of it counts before it is committed.</summary>
internal sealed record TurnOutcome
{
    /// <summary>Steps that the code took for the first time.</summary>
    public IReadOnlyList<HistoryEvent.Step> NewSteps { get; init; } = [];

    /// <summary>Timers that need not fire any more.</summary>
    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    /// <summary>The custom status, if the code has set it anew.</summary>
    public (bool IsSet, string? Value) CustomStatus { get; init; }

    /// <summary><c>Running</c>, or how the instance ended.</summary>
    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Running;

    /// <summary>What the orchestrator returned, serialized.</summary>
    public string? Output { get; init; }

    /// <summary>Why it failed.</summary>
    public TaskFailureDetails? Failure { get; init; }

    /// <summary>How the code differs from history, if it does.</summary>
    public string? Divergence { get; init; }

    /// <summary>How it goes on in a new generation, if it does.</summary>
    public Continuation? Continuation { get; init; }

    /// <summary>Events that nobody has waited for.</summary>
    public IReadOnlyList<HistoryEvent.EventRaised> UnreadEvents { get; init; } = [];

    /// <summary>Whether a termination is to reach the sub-orchestrations.</summary>
    public bool TerminatesChildren { get; init; }

    public bool IsEnd => Status != OrchestrationRuntimeStatus.Running;

    /// <summary>The instance ends without running its code again.</summary>
    public static TurnOutcome Terminated(HistoryEvent.ExecutionTerminated terminated) => new()
    {
        Status = OrchestrationRuntimeStatus.Terminated,
        Output = terminated.Output,
        TerminatesChildren = terminated.Recursive,
    };

    public static TurnOutcome Failed(Exception exception) => Failed(TaskFailureDetails.FromException(exception));

    /// <summary>The code does not do what history has.</summary>
    public static TurnOutcome Diverged(NonDeterminismException divergence) => Failed(TaskFailureDetails.FromException(divergence)) with { Divergence = divergence.Difference };

    public static TurnOutcome Failed(TaskFailureDetails failure) => new()
    {
        Status = OrchestrationRuntimeStatus.Failed,
        Failure = failure,
    };
}
