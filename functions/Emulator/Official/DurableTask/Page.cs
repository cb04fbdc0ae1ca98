namespace Microsoft.DurableTask;

/// <summary>Part of a listing.</summary>
/// <param name="values">The values of this page.</param>
/// <param name="continuationToken">Where the next page begins; null after the last.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    /// <summary>The values of this page.</summary>
    public IReadOnlyList<T> Values { get; } = values;

    /// <summary>Where the next page begins; null after the last.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}
