namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which try an invocation is.</summary>
public abstract class RetryContext
{
    /// <summary>Initializes the context.</summary>
    protected RetryContext()
    {
    }

    /// <summary>0 for the first try.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How many retries there can be; -1 for no limit.</summary>
    public abstract int MaxRetryCount { get; }
}
