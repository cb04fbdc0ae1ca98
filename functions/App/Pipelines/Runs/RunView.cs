using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Pipelines;

/// <summary>A run as it is shown: what was asked, how far it is, what came of it.</summary>
/// <param name="Id">The run.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Reason">Who or what asked for it.</param>
/// <param name="Status">running, completed, failed, and the like.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Updated">When it last changed.</param>
/// <param name="Progress">Its stages and candidates.</param>
/// <param name="Result">What came of it, once it has completed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record RunView(
    string Id,
    string? Pipeline,
    string? Reason,
    OrchestrationRuntimeStatus Status,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    RunStatus? Progress,
    RunResult? Result,
    string? Error)
{
    /// <summary>The run that an orchestration is.</summary>
    /// <param name="instance">With inputs and outputs.</param>
    public static RunView Of(OrchestrationMetadata instance)
    {
        var request = instance.ReadInputAs<RunRequest>();
        var completed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed;
        return new RunView(
            instance.InstanceId,
            request?.Pipeline,
            request?.Reason,
            instance.RuntimeStatus,
            instance.CreatedAt,
            instance.LastUpdatedAt,
            instance.ReadCustomStatusAs<RunStatus>(),
            completed ? instance.ReadOutputAs<RunResult>() : null,
            instance.FailureDetails is { } failure ? Innermost(failure).ErrorMessage : null);
    }

    // An activity's exception arrives wrapped by the task that failed for it; the user needs the one that says what is wrong.
    private static TaskFailureDetails Innermost(TaskFailureDetails failure) => failure.InnerFailure is { } inner ? Innermost(inner) : failure;
}
