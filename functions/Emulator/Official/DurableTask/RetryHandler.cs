namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again.</summary>
/// <returns>True to try again at once.</returns>
public delegate bool RetryHandler(RetryContext retryContext);
