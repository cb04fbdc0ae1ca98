using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Pushes every event to the webhooks that want it.</summary>
internal sealed class TellWebhooks(WebhookDispatch webhooks)
{
    /// <summary>One event.</summary>
    [Function(nameof(TellWebhooks))]
    public Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "webhooks", Connection = "ServiceBus")] string message, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var happened = JsonSerializer.Deserialize<PipelineEvent>(message, AppJson.Web)
            ?? throw new InvalidDataException("The event is null, expected an object.");
        return webhooks.TellAsync(durable, happened.Pipeline, happened.Type, [happened], cancellationToken);
    }
}
