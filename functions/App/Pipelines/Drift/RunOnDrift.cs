using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Events;

namespace MlFunctions.Pipelines;

/// <summary>Asks for a run where drift is told of a pipeline whose definition wants one then.</summary>
public sealed class RunOnDrift(DefinitionStore definitions, RunQueueStore queues, RunStarter runs)
{
    /// <summary>One event; all but <see cref="PipelineEventType.DriftDetected"/> are for others.</summary>
    [Function(nameof(RunOnDrift))]
    public async Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "retraining", Connection = "ServiceBus")] string message,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var happened = PipelineEvent.Parse(message);
        if (happened.Type != PipelineEventType.DriftDetected
            || (await definitions.FindAsync(happened.Pipeline, cancellationToken))?.Definition.Retrain is not { OnDrift: true } retrain)
        {
            return;
        }

        // Where the batch asks for a run by itself, or has had one, another would learn nothing more.
        var isOfBatch = happened.Subject == happened.CorrelationId;
        var isLearnedFrom = isOfBatch && (retrain.OnData || await IsLearnedFromAsync(durable, happened, cancellationToken));
        if (!isLearnedFrom)
        {
            var key = isOfBatch ? happened.Subject : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(happened.Subject)))[..16];
            var request = new RunRequest(happened.Pipeline, RunTrigger.Drift, happened.Subject, $"drift of {happened.Subject}: {happened.Detail}") { Key = $"drift/{key}" };
            await runs.RequestAsync(durable, request, cancellationToken);
        }
    }

    private async Task<bool> IsLearnedFromAsync(DurableTaskClient durable, PipelineEvent happened, CancellationToken cancellationToken)
    {
        var (queue, _) = await queues.ReadAsync(happened.Pipeline, cancellationToken);
        if (queue.LastFinished?.BatchId == happened.Subject)
        {
            return true;
        }

        return queue.Running is { } run
            && (await durable.GetInstanceAsync(run.RunId, getInputsAndOutputs: true, cancellationToken))?.ReadCustomStatusAs<RunStatus>()?.BatchId == happened.Subject;
    }
}
