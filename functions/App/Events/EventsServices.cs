using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Events;

/// <summary>Registers this part.</summary>
internal static class EventsServices
{
    /// <summary>What happened, and to whom it is told.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<PipelineChanges>()
        .AddSingleton<EventPublisher>()
        .AddSingleton<RecordedEvents>()
        .AddSingleton<EventStream>()
        .AddSingleton<EventStreamSlots>()
        .AddHostedService(provider => provider.GetRequiredService<EventStream>())
        .AddSingleton<WebhookStore>()
        .AddSingleton<WebhookDispatch>()
        .AddSingleton<DeliveryContent>()
        .AddSingleton<DeliverySending>()
        .AddSingleton<ReceiverClient>()
        .AddSingleton<ReceiverLanes>();
}
