using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes received messages of what the host sends: for each the 16 bytes of its lock token, then the message as AMQP encodes it.</summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
internal sealed class ServiceBusReceivedMessageConverter : IInputConverter
{
    private const string Source = "AzureServiceBusReceivedMessage";
    private const string ContentType = "application/octet-stream";
    private const int LockTokenLength = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        try
        {
            return ValueTask.FromResult(context.Source switch
            {
                ModelBindingData one => ConversionResult.Success(Read(one)),
                CollectionModelBindingData many => ConversionResult.Success(Array.ConvertAll(many.ModelBindingData, Read)),
                _ => ConversionResult.Unhandled(),
            });
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return ValueTask.FromResult(ConversionResult.Failed(exception));
        }
    }

    private static ServiceBusReceivedMessage Read(ModelBindingData data)
    {
        if (data.Source != Source || data.ContentType != ContentType)
        {
            throw new FormatException($"The host sent '{data.Source}' as '{data.ContentType}'; a received message is '{Source}' as '{ContentType}'.");
        }

        var content = data.Content.ToMemory();
        if (content.Length <= LockTokenLength)
        {
            throw new FormatException($"The host sent {content.Length} bytes; a received message is a lock token of {LockTokenLength} bytes and the message.");
        }

        var message = AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(content[LockTokenLength..]));
        return ServiceBusReceivedMessage.FromAmqpMessage(message, BinaryData.FromBytes(content[..LockTokenLength]));
    }
}
