using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Queues, topics and subscriptions.</summary>
internal static class MessagingServices
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<Topology>();
        services.AddSingleton<Broker>();
        services.AddSingleton(provider => new Lazy<Broker>(provider.GetRequiredService<Broker>));
        services.AddSingleton<ServiceBusClient, BrokerClient>();
        services.AddSingleton<MessageListener>();
        services.AddSingleton<IListener>(provider => provider.GetRequiredService<MessageListener>());
        services.AddSingleton<IManualStart>(provider => provider.GetRequiredService<MessageListener>());
        services.AddSingleton<IParameterBinder, MessageBinder>();
        services.AddSingleton<IOutputBinder, MessageOutputBinder>();
    }
}
