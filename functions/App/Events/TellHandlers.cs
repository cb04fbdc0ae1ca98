using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Events;

/// <summary>Tells event handlers of one's own what has happened.</summary>
public sealed class TellHandlers(IEnumerable<IPipelineEventHandler> handlers)
{
    /// <summary>One event, to every handler in turn.</summary>
    [Function(nameof(TellHandlers))]
    public async Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "handlers", Connection = "ServiceBus")] string message, CancellationToken cancellationToken)
    {
        var happened = PipelineEvent.Parse(message);
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(happened, cancellationToken);
        }
    }
}
