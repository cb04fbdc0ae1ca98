using Microsoft.DurableTask;

namespace MlFunctions.Pipelines;

/// <summary>How often orchestrations try an activity.</summary>
internal static class ActivityRetries
{
    /// <summary>Bad data stays bad; what may pass by itself (a store that is busy, a worker that was killed) is tried four times, after 1, 3 and 9 s.</summary>
    public static TaskOptions Transient { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 3)
        {
            HandleFailure = failure => !failure.IsCausedBy<PipelineException>(),
        });
}
