using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;

namespace MlFunctions.Emulator.Messaging;

/// <summary>Binds the parameters of Service Bus functions: the message or batch, and the actions that settle it.</summary>
internal sealed class MessageBinder(Lazy<BrokerMessageActions> actions) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.Trigger is not ServiceBusTriggerAttribute trigger)
        {
            return null;
        }

        if (parameter.ParameterType == typeof(ServiceBusMessageActions))
        {
            return _ => new ValueTask<object?>(actions.Value);
        }

        return parameter != function.TriggerParameter ? null
            : trigger.IsBatched ? Batch(function, parameter)
            : context => new ValueTask<object?>(MessageContent.Read(MessagesOf(context)[0], parameter.ParameterType, WorkerJson.Of(context)));
    }

    private static ParameterBinding Batch(FunctionDescriptor function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var element = type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.IsAssignableFrom(type.GetGenericArguments()[0].MakeArrayType()) ? type.GetGenericArguments()[0]
            : null;
        if (element is null)
        {
            throw function.Fault($"a batch is an array or a read-only list; parameter '{parameter.Name}' is a {type.Name}.");
        }

        return context =>
        {
            var messages = MessagesOf(context);
            var values = Array.CreateInstance(element, messages.Count);
            for (var index = 0; index < messages.Count; index++)
            {
                values.SetValue(MessageContent.Read(messages[index], element, WorkerJson.Of(context)), index);
            }

            return new ValueTask<object?>(values);
        };
    }

    private static IReadOnlyList<ServiceBusReceivedMessage> MessagesOf(InvocationContext context) => ((MessageBatch)context.TriggerValue!).Messages;
}
