using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;

namespace MlFunctions.Tests.Infra;

/// <summary>What messages are sent to and received from: a queue by its name, a topic's subscription by <c>topic/subscription</c>.</summary>
/// <param name="Queues">The queues.</param>
/// <param name="Topics">The topics.</param>
/// <param name="Subscriptions">The subscriptions.</param>
internal sealed record MessageEntities(IReadOnlyCollection<string> Queues, IReadOnlyCollection<string> Topics, IReadOnlyCollection<string> Subscriptions)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The triggers of the app.</summary>
    public static IReadOnlyList<ServiceBusTriggerAttribute> Triggers { get; } =
    [
        .. typeof(PipelineEvent).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Declared))
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributes<ServiceBusTriggerAttribute>()),
    ];

    /// <summary>What the compiled code of the app names.</summary>
    public static MessageEntities OfTheApp()
    {
        var topics = Triggers.Select(trigger => trigger.TopicName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var queues = Triggers.Select(trigger => trigger.QueueName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        queues.UnionWith(Sent().Except(topics, StringComparer.Ordinal));
        return new MessageEntities(queues, topics, [.. Triggers.Where(trigger => trigger.TopicName is not null).Select(trigger => $"{trigger.TopicName}/{trigger.SubscriptionName}")]);
    }

    /// <summary>What senders are made for: the constant before each call of <see cref="ServiceBusClient.CreateSender(string)"/>.</summary>
    public static IReadOnlyList<string> Sent() =>
    [
        .. typeof(PipelineEvent).Assembly.GetTypes()
            .SelectMany(type => type.GetConstructors(Declared).Concat<MethodBase>(type.GetMethods(Declared)))
            .SelectMany(ConstantsSentTo),
    ];

    private static IEnumerable<string> ConstantsSentTo(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at + 10 <= il.Length; at++)
        {
            // ldstr with a token of a string, callvirt with a token of another assembly's method.
            if (il[at] == 0x72 && il[at + 4] == 0x70 && il[at + 5] == 0x6F && il[at + 9] == 0x0A
                && method.Module.ResolveMethod(BitConverter.ToInt32(il, at + 6)) is { Name: nameof(ServiceBusClient.CreateSender) })
            {
                yield return method.Module.ResolveString(BitConverter.ToInt32(il, at + 1));
            }
        }
    }
}
