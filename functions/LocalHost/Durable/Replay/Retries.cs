using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>Tries a failed task again, by policy or handler, in the orchestration's own time.</summary>
internal static class Retries
{
    public static Task<T> Run<T>(TaskOrchestrationContext context, TaskRetryOptions? options, Func<Task<T>> attempt) => options switch
    {
        { Policy: { } policy } => ByPolicy(context, policy, attempt),
        { Handler: { } handler } => ByHandler(context, handler, attempt),
        _ => attempt(),
    };

    private static async Task<T> ByPolicy<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var began = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e)
            {
                if (failures >= policy.MaxNumberOfAttempts || !IsInTime(context, policy, began) || !IsWorthRetry(policy, e))
                    throw;
            }

            await context.CreateTimer(Delay(policy, failures), CancellationToken.None);
        }
    }

    private static async Task<T> ByHandler<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var began = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e)
            {
                if (!await handler(new RetryContext(context, failures, e.FailureDetails, context.CurrentUtcDateTime - began, CancellationToken.None)))
                    throw;
            }
        }
    }

    /// <summary>Asks the policy's own handler, which wants the failure as the exception inside.</summary>
    private static bool IsWorthRetry(RetryPolicy policy, TaskFailedException failed) => policy.Handle is not { } handle || handle(failed.InnerException!);

    private static bool IsInTime(TaskOrchestrationContext context, RetryPolicy policy, DateTime began) =>
        policy.RetryTimeout == Timeout.InfiniteTimeSpan || context.CurrentUtcDateTime - began < policy.RetryTimeout;

    private static TimeSpan Delay(RetryPolicy policy, int failures)
    {
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failures - 1);
        return milliseconds < policy.MaxRetryInterval.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : policy.MaxRetryInterval;
    }
}
