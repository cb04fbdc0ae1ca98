using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Looks into entities and sends dead letters back; <c>?entity=</c> names a queue, or <c>topic/Subscriptions/name</c>.</summary>
internal static class MessagingAdminEndpoints
{
    public static void MapMessagingAdmin(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/servicebus/messages", (string entity, Broker broker) => Results.Json(new
        {
            entity,
            count = broker.Count(entity),
            deadLetters = broker.Count(EntityPath.DeadLetter(entity)),
        }));
        admin.MapGet("/servicebus/deadletters", (string entity, Broker broker) =>
            Results.Json(broker.Peek(EntityPath.DeadLetter(entity), Broker.PeekedAtMost).Select(message => new
            {
                message.MessageId,
                message.SequenceNumber,
                Reason = message.DeadLetterReason,
                Description = message.DeadLetterDescription,
                Body = BinaryData.FromBytes(message.Body).ToString(),
            })));
        admin.MapPost("/servicebus/deadletters/resubmit", async (string entity, Broker broker) =>
            Results.Json(new { resubmitted = await broker.ResubmitAsync(entity) }));
    }
}
