namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the host retries a function that failed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>Initializes the attribute.</summary>
    public RetryAttribute()
    {
    }

    /// <summary>How many retries follow the first try; -1 retries for ever.</summary>
    public int MaxRetryCount { get; set; }
}
