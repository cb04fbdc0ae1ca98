using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;

namespace MlFunctions.Pipelines;

/// <summary>The activity of a run that failed: tells of it.</summary>
public sealed class ReportFailure(EventPublisher events)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ReportFailure);

    /// <summary>Tells that a run failed, and why.</summary>
    [Function(Name)]
    public Task RunAsync([ActivityTrigger] FailedRun run, CancellationToken cancellationToken) =>
        events.PublishAsync(PipelineEventType.RunFailed, run.Pipeline, run.BatchId ?? run.RunId, run.RunId, run.Error, cancellationToken: cancellationToken);
}
