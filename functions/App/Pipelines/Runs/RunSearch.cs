using Microsoft.DurableTask.Client;

namespace MlFunctions.Pipelines;

/// <summary>Finds runs: those that have begun among the orchestrations, those that wait in the queue of their pipeline.</summary>
public sealed class RunSearch(RunQueueStore queues)
{
    /// <summary>The runs of a pipeline, in no order; one that waits for the run under way is among them.</summary>
    public async Task<IReadOnlyCollection<RunView>> ListAsync(DurableTaskClient durable, string pipeline, CancellationToken cancellationToken)
    {
        // The queue first: a run that begins meanwhile is then seen twice rather than not at all.
        var found = (await QueuedAsync(pipeline, cancellationToken)).ToDictionary(run => run.RunId, RunView.Of, StringComparer.Ordinal);
        var query = new OrchestrationQuery(InstanceIdPrefix: RunStarter.PrefixOf(pipeline), FetchInputsAndOutputs: true);
        await foreach (var instance in durable.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            found[instance.InstanceId] = RunView.Of(instance);
        }

        return found.Values;
    }

    /// <summary>A run, or null.</summary>
    public async Task<RunView?> FindAsync(DurableTaskClient durable, string runId, CancellationToken cancellationToken)
    {
        if (RunStarter.PipelineOf(runId) is not { } pipeline)
        {
            return null;
        }

        // The queue first: a run that begins meanwhile is then found as an instance.
        var queued = (await QueuedAsync(pipeline, cancellationToken)).FirstOrDefault(run => run.RunId == runId);
        return await durable.FindRunAsync(runId, cancellationToken) is { } instance ? RunView.Of(instance)
            : queued is not null ? RunView.Of(queued)
            : null;
    }

    private async Task<IEnumerable<RequestedRun>> QueuedAsync(string pipeline, CancellationToken cancellationToken)
    {
        var (queue, _) = await queues.ReadAsync(pipeline, cancellationToken);
        return queue.All;
    }
}
