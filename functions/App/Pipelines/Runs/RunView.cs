using System.Text.Json.Serialization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Pipelines;

/// <summary>A run as it is shown: what was asked, how far it is, what came of it.</summary>
/// <param name="Id">The run.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Reason">Why it is there, for people.</param>
/// <param name="Requests">Who and what asked for it.</param>
/// <param name="Status">running, completed, failed, and the like.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Updated">When it last changed.</param>
/// <param name="Progress">Its stages and candidates.</param>
/// <param name="Result">What came of it, once it has completed.</param>
/// <param name="Error">Why it failed.</param>
public sealed record RunView(
    string Id,
    string? Pipeline,
    string? Reason,
    IReadOnlyList<RunRequest> Requests,
    OrchestrationRuntimeStatus Status,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    RunStatus? Progress,
    RunResult? Result,
    string? Error)
{
    /// <summary>Whether it goes on no more.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The run that an orchestration is.</summary>
    /// <param name="instance">With inputs and outputs.</param>
    public static RunView Of(OrchestrationMetadata instance)
    {
        var run = instance.ReadInputAs<RequestedRun>();
        var completed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed;
        return new RunView(
            instance.InstanceId,
            run?.Pipeline,
            run?.Reason,
            run?.Requests ?? [],
            instance.RuntimeStatus,
            instance.CreatedAt,
            instance.LastUpdatedAt,
            instance.IsCompleted ? instance.ReadCustomStatusAs<RunStatus>()?.Ended() : instance.ReadCustomStatusAs<RunStatus>(),
            completed ? instance.ReadOutputAs<RunResult>() : null,
            instance.FailureDetails is { } failure ? Innermost(failure).ErrorMessage : null);
    }

    /// <summary>A run that has been asked for and has not begun.</summary>
    public static RunView Of(RequestedRun run) => new(
        run.RunId,
        run.Pipeline,
        run.Reason,
        run.Requests,
        OrchestrationRuntimeStatus.Pending,
        run.Requests[0].At,
        run.Requests[^1].At,
        Progress: null,
        Result: null,
        Error: null);

    // An activity's exception arrives wrapped by the task that failed for it; the user needs the one that says what is wrong.
    private static TaskFailureDetails Innermost(TaskFailureDetails failure) => failure.InnerFailure is { } inner ? Innermost(inner) : failure;
}
