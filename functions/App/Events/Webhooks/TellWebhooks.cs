using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Events;

/// <summary>Pushes every event to the webhooks that want it.</summary>
public sealed class TellWebhooks(WebhookDispatch webhooks)
{
    /// <summary>One event.</summary>
    [Function(nameof(TellWebhooks))]
    public Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "webhooks", Connection = "ServiceBus")] string message, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var happened = PipelineEvent.Parse(message);
        return webhooks.TellAsync(durable, happened.Pipeline, happened.Type, [happened], cancellationToken);
    }
}
