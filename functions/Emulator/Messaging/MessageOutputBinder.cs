using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Messaging;

/// <summary>Sends outputs with <c>[ServiceBusOutput]</c>.</summary>
internal sealed class MessageOutputBinder(Lazy<Broker> broker, IConfiguration configuration) : IOutputBinder
{
    public OutputBinding? TryBind(FunctionDescriptor function, OutputBindingAttribute attribute)
    {
        if (attribute is not ServiceBusOutputAttribute output)
        {
            return null;
        }

        var name = configuration.Resolve(output.QueueOrTopicName);
        return (context, value) => broker.Value.SendAsync(name, MessageContent.Write(value, WorkerJson.Of(context)));
    }
}
