using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Events;

/// <summary>Keeps every event.</summary>
public sealed class RecordEvent(RecordedEvents recorded)
{
    /// <summary>One event.</summary>
    [Function(nameof(RecordEvent))]
    public Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "audit", Connection = "ServiceBus")] string message, CancellationToken cancellationToken)
    {
        var happened = PipelineEvent.Parse(message);
        return recorded.KeepAsync(happened, cancellationToken);
    }
}
