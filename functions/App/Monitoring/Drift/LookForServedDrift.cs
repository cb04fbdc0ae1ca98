using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Monitoring;

/// <summary>Looks every minute whether what is served is still like what was learned from.</summary>
public sealed class LookForServedDrift(ServedDrift drift)
{
    /// <summary>Every pipeline.</summary>
    [Function(nameof(LookForServedDrift))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => drift.LookAsync(cancellationToken);
}
