using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Keeps every event.</summary>
internal sealed class RecordEvent(RecordedEvents recorded)
{
    /// <summary>One event.</summary>
    [Function(nameof(RecordEvent))]
    public Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "audit", Connection = "ServiceBus")] string message, CancellationToken cancellationToken)
    {
        var happened = JsonSerializer.Deserialize<PipelineEvent>(message, AppJson.Web)
            ?? throw new InvalidDataException("The event is null, expected an object.");
        return recorded.KeepAsync(happened, cancellationToken);
    }
}
