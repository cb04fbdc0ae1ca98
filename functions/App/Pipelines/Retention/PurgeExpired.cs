using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Pipelines;

/// <summary>Deletes, once a day, what definitions no longer want kept.</summary>
public sealed class PurgeExpired(Retention retention)
{
    /// <summary>Looks at every pipeline.</summary>
    [Function(nameof(PurgeExpired))]
    public Task RunAsync([TimerTrigger("0 40 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => retention.PurgeAsync(cancellationToken);
}
