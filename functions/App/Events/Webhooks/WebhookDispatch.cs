using Microsoft.DurableTask.Client;
using MlFunctions.Pipelines;

namespace MlFunctions.Events;

/// <summary>Starts a delivery for each webhook that is to be told of an event: one orchestration for both, so that an event which comes twice is delivered once.</summary>
public sealed class WebhookDispatch(WebhookStore store)
{
    /// <summary>Tells of events. When the task completes, their deliveries are under way and outlive the process.</summary>
    /// <param name="durable">Starts them.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="type">What all of them are.</param>
    /// <param name="events">The events; looked at only where somebody is to be told.</param>
    /// <param name="cancellationToken">Gives up; to be done again.</param>
    public async Task TellAsync(DurableTaskClient durable, string pipeline, PipelineEventType type, IEnumerable<PipelineEvent> events, CancellationToken cancellationToken)
    {
        var told = (await store.OfAsync(pipeline, cancellationToken)).Where(webhook => webhook.Wants(type)).ToList();
        if (told.Count > 0)
        {
            await Task.WhenAll(
                from happened in events
                from webhook in told
                select durable.ScheduleOnceAsync(nameof(DeliverEvent), new Delivery(pipeline, webhook.Name, happened), DeliveryId.Of(pipeline, webhook.Name, happened), cancellationToken));
        }
    }
}
