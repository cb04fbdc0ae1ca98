namespace Microsoft.DurableTask;

/// <summary>A listing that is fetched page by page while it is read.</summary>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The listing by pages.</summary>
    /// <param name="continuationToken">Where to begin, from <see cref="Page{T}.ContinuationToken"/>; null for the beginning.</param>
    /// <param name="pageSizeHint">How many values a page should hold.</param>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = default);

    /// <summary>The listing value by value.</summary>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }
}
