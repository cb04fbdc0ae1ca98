using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Tests.Infra;

/// <summary>The containers for one's own machine: the Service Bus emulator has the entities of the app, and the app is told where all is.</summary>
public sealed class ContainerTests
{
    // What the Service Bus emulator allows at most, by the schema of its configuration.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    private static readonly MessageEntities OfTheApp = MessageEntities.OfTheApp();

    private static readonly PromisedDelivery Promised = PromisedDelivery.OfLocalHost with { DuplicateDetection = LongestWindow, TimeToLive = LongestLife };

    private static JsonElement Namespace { get; } = Read("servicebus.json").GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray().Single();

    private static IEnumerable<JsonElement> EmulatedQueues => Namespace.GetProperty("Queues").EnumerateArray();

    private static IEnumerable<JsonElement> EmulatedTopics => Namespace.GetProperty("Topics").EnumerateArray();

    [Fact]
    public void Entities_AreThoseOfTheApp()
    {
        Assert.Equal(OfTheApp.Queues.Order(), EmulatedQueues.Select(Name).Order());
        Assert.Equal(OfTheApp.Topics.Order(), EmulatedTopics.Select(Name).Order());
        Assert.Equal(OfTheApp.Subscriptions.Order(), EmulatedTopics.SelectMany(topic => Subscriptions(topic).Select(subscription => $"{Name(topic)}/{Name(subscription)}")).Order());
    }

    [Fact]
    public void Entities_PromiseWhatOursPromises_AsFarAsTheyCan()
    {
        Assert.True(PromisedDelivery.OfLocalHost.DuplicateDetection >= LongestWindow && PromisedDelivery.OfLocalHost.TimeToLive >= LongestLife);
        Assert.All(EmulatedQueues, queue => Assert.Equal(Promised, Promise(queue)));
        Assert.All(EmulatedTopics, topic => Assert.Equal(Promised.AsTopic, Promise(topic)));
        Assert.All(EmulatedTopics.SelectMany(Subscriptions), subscription => Assert.Equal(Promised.AsSubscription, Promise(subscription)));
    }

    [Fact]
    public void TheApp_IsToldWhereEverythingIs()
    {
        var app = File.ReadAllText(InfraFolder.PathOf("containers/compose.yaml")).Split("\n  azurite:", 2)[0];

        Assert.All(
            ["AzureWebJobsStorage", RedisConnection.Setting, .. MessageEntities.Triggers.Select(trigger => trigger.Connection!).Distinct()],
            setting => Assert.Contains($"\n      {setting}: ", app, StringComparison.Ordinal));
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(InfraFolder.PathOf($"containers/{file}")));
        return document.RootElement.Clone();
    }

    private static string Name(JsonElement entity) => entity.GetProperty("Name").GetString()!;

    private static IEnumerable<JsonElement> Subscriptions(JsonElement topic) => topic.GetProperty("Subscriptions").EnumerateArray();

    private static PromisedDelivery Promise(JsonElement entity) => PromisedDelivery.Read(entity.GetProperty("Properties"));
}
