using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Pipelines;

/// <summary>Looks, every minute, which pipelines are due for a run.</summary>
public sealed class RunSchedules(RetrainSchedules schedules)
{
    /// <summary>Asks for the runs that are due, and takes up runs that were asked for and not started.</summary>
    [Function(nameof(RunSchedules))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        schedules.LookAsync(durable, cancellationToken);
}
