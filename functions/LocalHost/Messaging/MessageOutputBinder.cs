using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Messaging;

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
        return (context, value) => broker.Value.SendAsync(name, MessageContent.Write(value, context.Json));
    }
}
