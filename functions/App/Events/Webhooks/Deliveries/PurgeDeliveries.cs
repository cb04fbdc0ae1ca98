using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Events;

/// <summary>Forgets deliveries that nobody asks about any more: delivered ones after a day, failed ones after thirty.</summary>
public sealed class PurgeDeliveries(TimeProvider clock)
{
    private static readonly TimeSpan DeliveredKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan FailedKept = TimeSpan.FromDays(30);

    /// <summary>Looks once an hour.</summary>
    [Function(nameof(PurgeDeliveries))]
    public async Task RunAsync([TimerTrigger("0 20 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        await PurgeAsync(durable, DeliveredKept, [OrchestrationRuntimeStatus.Completed], cancellationToken);
        await PurgeAsync(durable, FailedKept, [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated], cancellationToken);
    }

    private async Task PurgeAsync(DurableTaskClient durable, TimeSpan kept, OrchestrationRuntimeStatus[] statuses, CancellationToken cancellationToken)
    {
        var old = new OrchestrationQuery(CreatedTo: clock.GetUtcNow() - kept, Statuses: statuses, InstanceIdPrefix: DeliveryId.Prefix);
        foreach (var instance in await durable.GetAllInstancesAsync(old).ToListAsync(cancellationToken))
        {
            await durable.PurgeInstanceAsync(instance.InstanceId, cancellationToken);
        }
    }
}
