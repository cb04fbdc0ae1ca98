namespace MlFunctions.Training;

/// <summary>Work that ends when its time is up.</summary>
internal static class Limited
{
    /// <summary>Does the work with a token that is cancelled when the time is up, so that nothing goes on in the background.</summary>
    /// <param name="limit">How long it may take; null: as long as it takes.</param>
    /// <param name="clock">What the time is taken from.</param>
    /// <param name="what">What it is, for the error.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="TimeoutException">The time was up.</exception>
    public static T Run<T>(TimeSpan? limit, TimeProvider clock, string what, Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return work(either.Token);
        }
        catch (OperationCanceledException exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{what} took longer than the {limit} that the definition lets it.", exception);
        }
    }
}
