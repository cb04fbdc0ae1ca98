using Microsoft.DurableTask.Client;

namespace MlFunctions.Events;

/// <summary>A delivery as it is shown.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Event">What happened.</param>
/// <param name="Subject">To what.</param>
/// <param name="MessageId">The <c>webhook-id</c> that the receiver gets.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Created">When it began.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="LastTry">When it was last tried.</param>
/// <param name="LastStatus">What the receiver answered to that; null: nothing.</param>
/// <param name="LastFault">Why the receiver did not have it after that.</param>
/// <param name="NextTry">When it is tried again.</param>
internal sealed record DeliveryView(
    string Id,
    PipelineEventType Event,
    string Subject,
    string MessageId,
    DeliveryStatus Status,
    DateTimeOffset Created,
    int Tries,
    DateTimeOffset? LastTry,
    int? LastStatus,
    string? LastFault,
    DateTimeOffset? NextTry)
{
    /// <summary>The delivery that an orchestration is.</summary>
    /// <param name="instance">With inputs and outputs.</param>
    public static DeliveryView Of(OrchestrationMetadata instance)
    {
        var happened = instance.ReadInputAs<Delivery>()!.Event;
        var progress = instance.ReadCustomStatusAs<DeliveryProgress>() ?? DeliveryProgress.None;
        return new DeliveryView(
            DeliveryId.OfInstance(instance.InstanceId),
            happened.Type,
            happened.Subject,
            DeliveryId.MessageIdOf(happened),
            !instance.IsCompleted ? DeliveryStatus.Pending : progress.Last?.Outcome == DeliveryOutcome.Delivered ? DeliveryStatus.Delivered : DeliveryStatus.Failed,
            instance.CreatedAt,
            progress.Tries,
            progress.Last?.At,
            progress.Last?.Status,
            progress.Last?.Fault,
            instance.IsCompleted ? null : progress.NextTry);
    }
}
