using Microsoft.DurableTask.Client;

namespace MlFunctions.Pipelines;

/// <summary>Finds runs among the orchestrations, of which there are others.</summary>
internal static class RunInstances
{
    /// <summary>The orchestration of a run, with input and output; null where there is no such run, or it has not begun.</summary>
    public static async Task<OrchestrationMetadata?> FindRunAsync(this DurableTaskClient durable, string runId, CancellationToken cancellationToken) =>
        await durable.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellationToken) is { Name: nameof(RetrainPipeline) } instance ? instance : null;
}
