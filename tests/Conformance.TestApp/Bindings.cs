using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Conformance.TestApp;

/// <summary>Functions that answer with what they were bound to.</summary>
public static class Bindings
{
    [Function("ReceivedMessage")]
    [ServiceBusOutput("received", Connection = "ServiceBus")]
    public static string Received([ServiceBusTrigger("one-by-one", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message) => Describe(message);

    [Function("ReceivedMessages")]
    [ServiceBusOutput("events", ServiceBusEntityType.Topic, Connection = "ServiceBus")]
    public static string[] ReceivedMany([ServiceBusTrigger("all", "many", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages) => [.. messages.Select(Describe)];

    [Function("SettlesItself")]
    public static Task SettlesAsync([ServiceBusTrigger("settled", Connection = "ServiceBus")] ServiceBusReceivedMessage message, ServiceBusMessageActions actions) => actions.CompleteMessageAsync(message);

    [Function("BlobAndTimer")]
    public static string Blob([TimerTrigger("0 0 3 * * *")] TimerInfo timer, [BlobInput("texts/one.txt")] string text) => $"{timer.IsPastDue} {timer.ScheduleStatus?.Last:O} {text}";

    /// <summary>No converter makes a stream of a timer.</summary>
    [Function("RefusedBinding")]
    public static void Refused([TimerTrigger("0 0 3 * * *")] Stream timer) => ArgumentNullException.ThrowIfNull(timer);

    private static string Describe(ServiceBusReceivedMessage message) => JsonSerializer.Serialize(new
    {
        message.MessageId,
        Body = message.Body.ToString(),
        message.DeliveryCount,
        HasLock = Guid.TryParse(message.LockToken, out var token) && token != Guid.Empty,
        message.SequenceNumber,
        Colour = message.ApplicationProperties["colour"],
    });
}
