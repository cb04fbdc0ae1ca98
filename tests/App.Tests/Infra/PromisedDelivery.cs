using System.Text.Json;
using System.Xml;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Messaging;

namespace MlFunctions.Tests.Infra;

/// <summary>What an entity of Service Bus promises of its messages, as its properties spell it; null where it has no such property.</summary>
internal sealed record PromisedDelivery(TimeSpan? DuplicateDetection, TimeSpan? Lock, int? MaxDeliveries, bool? DeadLettersExpired, TimeSpan TimeToLive)
{
    /// <summary>What the app is tested with, and what host.json may not change: LocalHost's defaults.</summary>
    public static PromisedDelivery OfLocalHost { get; } = Of(EntitySettings.Of(new ConfigurationBuilder().Build(), "any"));

    /// <summary>What a topic promises of it.</summary>
    public PromisedDelivery AsTopic => this with { Lock = null, MaxDeliveries = null, DeadLettersExpired = null };

    /// <summary>What a subscription promises of it: duplicates are the topic's.</summary>
    public PromisedDelivery AsSubscription => this with { DuplicateDetection = null };

    /// <summary>Reads the properties of an entity, whatever the case of their names.</summary>
    public static PromisedDelivery Read(JsonElement properties)
    {
        var values = properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.OrdinalIgnoreCase);
        JsonElement? Find(string name) => values.TryGetValue(name, out var value) ? value : null;
        TimeSpan? Time(string name) => Find(name) is { } value ? XmlConvert.ToTimeSpan(value.GetString()!) : null;
        return new PromisedDelivery(
            Find("requiresDuplicateDetection")?.GetBoolean() == true ? Time("duplicateDetectionHistoryTimeWindow") : null,
            Time("lockDuration"),
            Find("maxDeliveryCount")?.GetInt32(),
            Find("deadLetteringOnMessageExpiration")?.GetBoolean(),
            Time("defaultMessageTimeToLive")!.Value);
    }

    private static PromisedDelivery Of(EntitySettings settings) =>
        new(settings.DuplicateDetectionWindow, settings.LockDuration, settings.MaxDeliveryCount, settings.DeadLetterExpired, settings.DefaultTimeToLive);
}
