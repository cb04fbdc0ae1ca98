using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;

namespace MlFunctions.Pipelines;

/// <summary>The activity of a run that tells people that a model waits for their approval, unless a newer run waits already.</summary>
public sealed class AskForApproval(RunQueueStore queues, EventPublisher events)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(AskForApproval);

    /// <summary>Tells of it, once for each question.</summary>
    /// <returns>The newer run that takes its place; null where there is none, and people have been told.</returns>
    [Function(Name)]
    public async Task<string?> RunAsync([ActivityTrigger] ApprovalToAskFor input, CancellationToken cancellationToken)
    {
        var (plan, request) = input;
        var (queue, _) = await queues.ReadAsync(plan.Pipeline, cancellationToken);
        if (queue.Running?.RunId == plan.RunId && queue.Waiting is { Supersedes: true } newer)
        {
            return newer.RunId;
        }

        await events.PublishAsync(
            PipelineEventType.ApprovalNeeded,
            plan.Pipeline,
            plan.BatchId,
            $"{plan.RunId} (question {request.Number})",
            $"{request.Question}; POST runs/{plan.RunId}/approve or /reject until {request.Deadline:u}",
            cancellationToken: cancellationToken);
        return null;
    }
}
