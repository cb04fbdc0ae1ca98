using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MlFunctions.Pipelines;

namespace MlFunctions.Events;

/// <summary>
/// Delivers one event to one webhook: tries until the receiver has it, at least once each time, with waits that survive the process. Ends as
/// failed where it gives up.
/// </summary>
public static class DeliverEvent
{
    /// <summary>Delivers an event.</summary>
    /// <exception cref="DeliveryFailedException">The receiver wants it no more, or did not take it for a day.</exception>
    [Function(nameof(DeliverEvent))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var delivery = context.GetInput<Delivery>() ?? throw new InvalidDataException("A delivery needs to be told its event.");
        var started = context.CurrentUtcDateTime;
        var progress = DeliveryProgress.None;
        // The schedule ends after a day, and with it the history.
#pragma warning disable DURABLE0011
        while (true)
#pragma warning restore DURABLE0011
        {
            var answer = await TryAsync(context, delivery);
            progress = progress.After(answer);
            if (answer.Outcome is DeliveryOutcome.Delivered or DeliveryOutcome.Withdrawn)
            {
                context.SetCustomStatus(progress);
                return;
            }

            var wait = answer.Outcome == DeliveryOutcome.Refused ? null : DeliverySchedule.WaitAfter(progress, answer, context.CurrentUtcDateTime - started);
            progress = progress with { NextTry = wait is null ? null : new DateTimeOffset(context.CurrentUtcDateTime) + wait };
            context.SetCustomStatus(progress);
            if (wait is null)
            {
                throw new DeliveryFailedException($"After {progress.Tries} tries '{delivery.Webhook}' does not have it: {progress.Last?.Fault}");
            }

            await context.CreateTimer(wait.Value, CancellationToken.None);
        }
    }

    private static async Task<DeliveryAnswer> TryAsync(TaskOrchestrationContext context, Delivery delivery)
    {
        try
        {
            return await context.CallActivityAsync<DeliveryAnswer>(TryDelivery.Name, delivery, ActivityRetries.Transient);
        }
        catch (TaskFailedException exception)
        {
            // Not the receiver's fault, and no reason to give up sooner: the store, perhaps, is away.
            return new DeliveryAnswer(new DateTimeOffset(context.CurrentUtcDateTime), DeliveryOutcome.Failed, Fault: exception.FailureDetails.ErrorMessage);
        }
    }
}
