namespace Microsoft.DurableTask.Client;

/// <summary>What a purge has done.</summary>
public class PurgeResult
{
    /// <summary>A purge that took so many instances away.</summary>
    public PurgeResult(int count) => PurgedInstanceCount = count;

    /// <summary>A purge that took so many instances away, and whether any are left.</summary>
    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    /// <summary>How many instances are gone.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether all that matched are gone; null when not known.</summary>
    public bool? IsComplete { get; }
}
