using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to the actions that the host has set for the invocation.</summary>
internal sealed class ServiceBusMessageActionsConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        ValueTask.FromResult(context.FunctionContext.Features.Get<ServiceBusMessageActions>() is { } actions
            ? ConversionResult.Success(actions)
            : ConversionResult.Failed(new NotSupportedException(
                $"{context.FunctionContext.FunctionDefinition.Name} asks for {nameof(ServiceBusMessageActions)}, which this host does not give. Under a Functions host, build with -p:OfficialServiceBus=true.")));
}
