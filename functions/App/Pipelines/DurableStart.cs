using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Pipelines;

/// <summary>Starts orchestrations under ids of their own, once.</summary>
internal static class DurableStart
{
    private static readonly OrchestrationRuntimeStatus[] Final =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Starts an orchestration, unless there is or was one of that id.</summary>
    public static async Task ScheduleOnceAsync(this DurableTaskClient durable, TaskName orchestrator, object input, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            var once = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(Final);
            await durable.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, once, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each host refuses an id that is there in a way of its own; refused or not, what counts is that the orchestration is there.
            if (await durable.GetInstanceAsync(instanceId, cancellationToken) is null)
            {
                throw;
            }
        }
    }
}
