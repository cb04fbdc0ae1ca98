using Azure;
using Microsoft.DurableTask;

namespace MlFunctions.Pipelines;

/// <summary>How often orchestrations try an activity.</summary>
internal static class ActivityRetries
{
    private const int Attempts = 4;
    /// <summary>How often what a storage account keeps from being done is tried.</summary>
    public const int AttemptsOfStorage = 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Bad data stays bad; what may pass by itself (a store that is busy, a worker that was killed) is tried four times, after 1, 3 and 9 s.
    /// A storage account that is away is waited for longer, about three minutes, because it comes back.
    /// </summary>
    public static TaskOptions Transient { get; } = TaskOptions.FromRetryHandler(async context =>
    {
        var failure = context.LastFailure;
        var attempts = IsOfStorage(failure) ? AttemptsOfStorage : Attempts;
        if (failure.IsCausedBy<PipelineException>() || context.LastAttemptNumber >= attempts)
        {
            return false;
        }

        await context.OrchestrationContext.CreateTimer(WaitAfter(context.LastAttemptNumber), context.CancellationToken);
        return true;
    });

    /// <summary>How long is waited after a try that failed.</summary>
    /// <param name="attempt">Which, from 1.</param>
    public static TimeSpan WaitAfter(int attempt)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(3, attempt - 1));
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>Whether a storage account did not answer; after tries of its own its client wraps the last failure.</summary>
    public static bool IsOfStorage(TaskFailureDetails? failure) =>
        failure is not null && (failure.ErrorType == typeof(RequestFailedException).FullName || IsOfStorage(failure.InnerFailure));
}
