using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Functions;

/// <summary>What a function's retry attribute asks for.</summary>
/// <param name="MaxRetryCount">Retries after the first try; -1 for no limit.</param>
/// <param name="Minimum">The first pause.</param>
/// <param name="Maximum">The longest pause; the same as the first for a fixed one.</param>
internal sealed record RetryPolicy(int MaxRetryCount, TimeSpan Minimum, TimeSpan Maximum)
{
    /// <exception cref="FunctionWorkerException">The attribute has no effect on the function's trigger, or its intervals are none.</exception>
    public static RetryPolicy? Of(FunctionDescriptor function, RetryAttribute? attribute) => attribute switch
    {
        null => null,
        _ when function.Trigger is not TimerTriggerAttribute => throw function.Fault(
            "a retry attribute has no effect on its trigger; timers alone are retried by the host, other triggers deliver again by themselves."),
        FixedDelayRetryAttribute fixedDelay => Create(function, fixedDelay.MaxRetryCount, fixedDelay.DelayInterval, fixedDelay.DelayInterval),
        ExponentialBackoffRetryAttribute backoff => Create(function, backoff.MaxRetryCount, backoff.MinimumInterval, backoff.MaximumInterval),
        var other => throw function.Fault($"the host knows no retries of {other.GetType().Name}."),
    };

    /// <summary>Whether a try that failed is followed by another.</summary>
    /// <param name="retries">How many retries there have been.</param>
    public bool Allows(int retries) => MaxRetryCount < 0 || retries < MaxRetryCount;

    /// <summary>The pause before a retry.</summary>
    /// <param name="retries">How many retries there have been.</param>
    public TimeSpan PauseAfter(int retries)
    {
        var pause = Minimum * Math.Pow(2, Math.Min(retries, 30));
        return pause < Maximum ? pause : Maximum;
    }

    private static RetryPolicy Create(FunctionDescriptor function, int count, string minimum, string maximum) =>
        new(count, Interval(function, minimum), Interval(function, maximum));

    private static TimeSpan Interval(FunctionDescriptor function, string text) =>
        TimeSpan.TryParse(text, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw function.Fault($"'{text}' is no interval of its retry attribute; it must be hh:mm:ss.");
}
