using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Binds the parameters of Service Bus functions: the message or batch, and the actions that settle it.</summary>
internal sealed class MessageBinder(Lazy<Broker> broker) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.Trigger is not ServiceBusTriggerAttribute trigger)
        {
            return null;
        }

        if (parameter.ParameterType == typeof(ServiceBusMessageActions))
        {
            return context => new ValueTask<object?>(new BrokerMessageActions(broker.Value, BatchOf(context)));
        }

        return parameter != function.TriggerParameter ? null
            : trigger.IsBatched ? Batch(function, parameter)
            : context => new ValueTask<object?>(MessageContent.Read(BatchOf(context).Messages[0], parameter.ParameterType, context.Json));
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
            var messages = BatchOf(context).Messages;
            var values = Array.CreateInstance(element, messages.Count);
            for (var index = 0; index < messages.Count; index++)
            {
                values.SetValue(MessageContent.Read(messages[index], element, context.Json), index);
            }

            return new ValueTask<object?>(values);
        };
    }

    private static MessageBatch BatchOf(InvocationContext context) => (MessageBatch)context.TriggerValue!;
}
