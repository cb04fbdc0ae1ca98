using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Tells every event to those who listen, on whichever instance they do.</summary>
internal sealed class PushEvent(EventStream stream)
{
    /// <summary>One event.</summary>
    [Function(nameof(PushEvent))]
    public Task RunAsync([ServiceBusTrigger(PipelineEvent.Topic, "push", Connection = "ServiceBus")] string message)
    {
        var happened = JsonSerializer.Deserialize<PipelineEvent>(message, AppJson.Web)
            ?? throw new InvalidDataException("The event is null, expected an object.");
        return stream.TellAsync([RecordedEvents.ToPushed(happened)]);
    }
}
