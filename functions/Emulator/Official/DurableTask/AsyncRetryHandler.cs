namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again; may await durable tasks, a timer before the next attempt for example.</summary>
/// <returns>True to try again.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
