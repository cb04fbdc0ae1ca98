using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;

namespace MlFunctions.Pipelines;

/// <summary>The activity of a run that tells people that a model waits for their approval.</summary>
internal sealed class AskForApproval(EventPublisher events)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(AskForApproval);

    /// <summary>Tells of it, once for each question.</summary>
    [Function(Name)]
    public Task RunAsync([ActivityTrigger] ApprovalToAskFor input, CancellationToken cancellationToken) => events.PublishAsync(
        PipelineEventType.ApprovalNeeded,
        input.Plan.Pipeline,
        input.Plan.BatchId,
        $"{input.Plan.RunId} (question {input.Request.Number})",
        $"{input.Request.Question}; POST runs/{input.Plan.RunId}/approve or /reject until {input.Request.Deadline:u}",
        cancellationToken);
}
