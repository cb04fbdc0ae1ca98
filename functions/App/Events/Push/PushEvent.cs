using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Events;

/// <summary>Tells every event to those who listen, on whichever instance they do.</summary>
public sealed class PushEvent(EventStream stream)
{
    /// <summary>One event.</summary>
    [Function(nameof(PushEvent))]
    public Task RunAsync([ServiceBusTrigger(PipelineEvent.Topic, "push", Connection = "ServiceBus")] string message)
    {
        var happened = PipelineEvent.Parse(message);
        return stream.TellAsync([RecordedEvents.ToPushed(happened)]);
    }
}
