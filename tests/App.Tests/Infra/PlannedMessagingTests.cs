using System.Text.Json;

namespace MlFunctions.Tests.Infra;

/// <summary>Service Bus on Azure has what the app sends to and receives from, no more and no less, and promises what LocalHost promises.</summary>
[Collection(nameof(PlannedDeployment))]
public sealed class PlannedMessagingTests(PlannedDeployment plan)
{
    private const string Namespace = "Microsoft.ServiceBus/namespaces";
    private static readonly MessageEntities OfTheApp = MessageEntities.OfTheApp();

    [Fact]
    public void Entities_AreThoseOfTheApp()
    {
        Assert.Equal(OfTheApp.Queues.Order(), Names("queues"));
        Assert.Equal(OfTheApp.Topics.Order(), Names("topics"));
        Assert.Equal(OfTheApp.Subscriptions.Order(), Names("topics/subscriptions").Select(name => $"{OfTheApp.Topics.Single()}/{name}"));
    }

    [Fact]
    public void Entities_PromiseWhatLocalHostPromises()
    {
        Assert.All(Promises("queues"), promise => Assert.Equal(PromisedDelivery.OfLocalHost, promise));
        Assert.All(Promises("topics"), promise => Assert.Equal(PromisedDelivery.OfLocalHost.AsTopic, promise));
        Assert.All(Promises("topics/subscriptions"), promise => Assert.Equal(PromisedDelivery.OfLocalHost.AsSubscription, promise));
    }

    [Fact]
    public void ThereAreNoRules_BecauseLocalHostDeliversEveryEventToEverySubscription() =>
        Assert.Empty(plan.Resources($"{Namespace}/topics/subscriptions/rules"));

    [Fact]
    public void TheLook_SeesSendersAndTriggers()
    {
        Assert.Contains(MlFunctions.Scoring.ScoringQueue.Name, MessageEntities.Sent());
        Assert.Contains(MlFunctions.Events.PipelineEvent.Topic, MessageEntities.Sent());
        Assert.All(MessageEntities.Triggers, trigger => Assert.Equal("ServiceBus", trigger.Connection));
    }

    private IReadOnlyDictionary<string, JsonElement> Entities(string kind) => plan.Resources($"{Namespace}/{kind}");

    private IEnumerable<string> Names(string kind) => Entities(kind).Keys.Order();

    private IEnumerable<PromisedDelivery> Promises(string kind) => Entities(kind).Values.Select(entity => PromisedDelivery.Read(entity.GetProperty("properties")));
}
