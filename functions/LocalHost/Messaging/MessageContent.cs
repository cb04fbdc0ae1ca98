using System.Collections;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>A message as the type that a parameter or output has.</summary>
internal static class MessageContent
{
    public static object? Read(BrokerMessage message, Type type, JsonSerializerOptions json) =>
        type == typeof(ServiceBusReceivedMessage) ? message.ToReceived()
        : type == typeof(string) ? Encoding.UTF8.GetString(message.Body)
        : type == typeof(byte[]) ? message.Body
        : type == typeof(BinaryData) ? BinaryData.FromBytes(message.Body)
        : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(message.Body)
        : JsonSerializer.Deserialize(message.Body, type, json);

    /// <summary>The messages that an output is: one, or one for each element of a sequence.</summary>
    /// <exception cref="FunctionWorkerException">It is a <see cref="ServiceBusMessage"/>, which the worker cannot send as an output.</exception>
    public static IReadOnlyCollection<ServiceBusMessage> Write(object value, JsonSerializerOptions json) => value switch
    {
        string or byte[] => [WriteOne(value, json)],
        IEnumerable elements => [.. elements.Cast<object>().Select(element => WriteOne(element, json))],
        _ => [WriteOne(value, json)],
    };

    private static ServiceBusMessage WriteOne(object value, JsonSerializerOptions json) => value switch
    {
        string text => new ServiceBusMessage(text),
        byte[] bytes => new ServiceBusMessage(bytes),
        BinaryData data => new ServiceBusMessage(data),
        ServiceBusMessage => throw new FunctionWorkerException(
            "An output binding cannot send a ServiceBusMessage: the worker would send it as JSON. Send it with a ServiceBusSender."),
        _ => new ServiceBusMessage(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json)) { ContentType = "application/json" },
    };
}
