namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries with a pause that doubles from retry to retry.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <summary>Sets count and pauses.</summary>
    /// <param name="maxRetryCount">Retries after the first try; -1 retries for ever.</param>
    /// <param name="minimumInterval">The first pause as <c>hh:mm:ss</c>.</param>
    /// <param name="maximumInterval">The longest pause as <c>hh:mm:ss</c>.</param>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>The first pause as <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest pause as <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; }
}
