namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries with the same pause before each retry.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Sets count and pause.</summary>
    /// <param name="maxRetryCount">Retries after the first try; -1 retries for ever.</param>
    /// <param name="delayInterval">The pause as <c>hh:mm:ss</c>.</param>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The pause as <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; }
}
